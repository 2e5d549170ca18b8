package io.github.diskimagefs.volume;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Rule of a volume for letter case: an upper-case form for each UTF-16 unit of a name. */
public final class UpcaseTable {
  /** Number of units. */
  public static final int UNITS = 1 << Character.SIZE;

  /** The forms by unit; null stands for those of Unicode. */
  private final char[] forms;

  private UpcaseTable(char[] forms) {
    this.forms = forms;
  }

  /**
   * Returns a table of recorded forms.
   *
   * @param forms {@link #UNITS} of them, which the caller does not change afterwards
   */
  public static UpcaseTable of(char[] forms) {
    if (forms.length != UNITS) {
      throw new IllegalArgumentException("an up-case table of " + forms.length + " units");
    }
    return new UpcaseTable(forms);
  }

  /** Returns a table for volumes whose own is lost: exact names are found without it. */
  public static UpcaseTable ofUnicode() {
    return new UpcaseTable(null);
  }

  /**
   * Returns the folding of names by a table that is read on first use; two threads may both read
   * it, with the same result.
   */
  public static UnaryOperator<String> readOnFirstUse(Supplier<UpcaseTable> reader) {
    AtomicReference<UpcaseTable> table = new AtomicReference<>();
    return name -> {
      UpcaseTable read = table.get();
      if (read == null) {
        read = reader.get();
        table.set(read);
      }
      return read.fold(name);
    };
  }

  /** Returns a name in upper case; two names of one folder never have the same. */
  public String fold(String name) {
    if (forms == null) {
      return PathSafeNames.foldCase(name);
    }
    for (int i = 0; i < name.length(); i++) {
      if (forms[name.charAt(i)] != name.charAt(i)) {
        char[] folded = name.toCharArray();
        for (; i < folded.length; i++) {
          folded[i] = forms[folded[i]];
        }
        return new String(folded);
      }
    }
    return name;
  }
}
