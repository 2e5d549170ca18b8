package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.options.ViewName;

/** A directory hierarchy that a volume may carry, by what gives its names. */
enum HierarchyKind {
  /** The primary volume descriptor's. */
  ISO9660(ViewName.ISO9660),
  /** The same with the names and attributes of Rock Ridge. */
  ROCK_RIDGE(ViewName.ROCKRIDGE),
  /** A supplementary volume descriptor's with UCS-2 names. */
  JOLIET(ViewName.JOLIET),
  /** An enhanced volume descriptor's, ISO 9660:1999. */
  ISO1999(ViewName.ISO1999);

  private final ViewName view;

  HierarchyKind(ViewName view) {
    this.view = view;
  }

  /** Its name as the view option has it. */
  String view() {
    return view.option();
  }
}
