package io.github.diskimagefs.options;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A value of the option {@code view}. After {@link #AUTO} the views follow in the order of
 * preference: of trees that hold as much as each other, {@code auto} takes the first.
 */
public enum ViewName {
  /** The tree of a volume that holds most. */
  AUTO(false),
  /** ISO 9660 with the names and attributes of Rock Ridge. */
  ROCKRIDGE(true),
  /** UDF. */
  UDF(true),
  /** The supplementary tree of ISO 9660 with names in UCS-2. */
  JOLIET(true),
  /** Plain ISO 9660. */
  ISO9660(true),
  /** ISO 9660:1999, the enhanced volume descriptor. */
  ISO1999(true),
  /** HFS Plus and HFSX. */
  HFSPLUS(false),
  /** HFS. */
  HFS(false),
  /** APFS. */
  APFS(false),
  /** The bytes below the file systems, of the image as a whole. */
  RAW(false);

  private final String option;
  private final boolean optical;

  ViewName(boolean optical) {
    this.option = name().toLowerCase(Locale.ROOT);
    this.optical = optical;
  }

  /** Returns the value of the option {@code view}. */
  public String option() {
    return option;
  }

  /** Returns whether the view may show the same volume of an optical disc as other such views. */
  public boolean optical() {
    return optical;
  }

  /** Returns the view of that name, in any case; empty if it is not a view. */
  public static Optional<ViewName> of(String option) {
    return Arrays.stream(values()).filter(view -> view.option.equalsIgnoreCase(option)).findFirst();
  }

  /** Returns the values of the option {@code view}, in the order of preference. */
  public static List<String> options() {
    return Arrays.stream(values()).map(ViewName::option).toList();
  }
}
