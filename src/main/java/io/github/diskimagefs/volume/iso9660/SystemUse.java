package io.github.diskimagefs.volume.iso9660;

/**
 * Decoded system use field of a directory record.
 *
 * @param rockRidge whether any entry shows that Rock Ridge is in use
 * @param name alternate name (NM) as recorded, or null
 * @param attributes null where the hierarchy has no Rock Ridge
 * @param modified time of modification in milliseconds since 1970, or {@link IsoTime#UNKNOWN}
 * @param linkLength length in bytes of a symbolic link's target (SL), -1 if there is none
 * @param extras what few entries have
 */
record SystemUse(
    boolean rockRidge,
    String name,
    RockRidgeAttributes attributes,
    long modified,
    int linkLength,
    SystemUseExtras extras) {

  /** The system use field of a hierarchy without Rock Ridge. */
  static final SystemUse NONE =
      new SystemUse(false, null, null, IsoTime.UNKNOWN, -1, SystemUseExtras.NONE);

  /** Returns this field with other extras. */
  SystemUse with(SystemUseExtras other) {
    return new SystemUse(rockRidge, name, attributes, modified, linkLength, other);
  }

  /** Returns whether there is an entry PX. */
  boolean posix() {
    return attributes != null && attributes.posix().recorded();
  }
}
