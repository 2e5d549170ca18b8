package io.github.diskimagefs.volume.iso9660;

/**
 * Attributes that Rock Ridge adds to an entry, except for its time of modification. Times are
 * milliseconds since 1970, or {@link IsoTime#UNKNOWN}.
 *
 * @param posix file mode, owner and device
 * @param serial file serial number, 0 if none is recorded
 */
record RockRidgeAttributes(
    PosixAttributes posix, int serial, long created, long accessed, long changed) {}
