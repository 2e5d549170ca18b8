package io.github.diskimagefs.volume.iso9660;

/** A directory hierarchy that a volume may carry, by what gives its names. */
enum HierarchyKind {
  /** The primary volume descriptor's. */
  ISO9660("iso9660"),
  /** The same with the names and attributes of Rock Ridge. */
  ROCK_RIDGE("rockridge"),
  /** A supplementary volume descriptor's with UCS-2 names. */
  JOLIET("joliet"),
  /** An enhanced volume descriptor's, ISO 9660:1999. */
  ISO1999("iso1999");

  private final String view;

  HierarchyKind(String view) {
    this.view = view;
  }

  /** Its name as the view option has it. */
  String view() {
    return view;
  }
}
