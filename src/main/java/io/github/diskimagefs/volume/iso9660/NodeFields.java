package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.volume.Node;

/**
 * What a node is made from: the fields of its directory record, and what the system use field and
 * the other records of the entry say about them.
 *
 * @param name empty for the root directory
 * @param extras null if there are none
 * @param position byte position of its directory record, the associated file's if it has one
 * @param extent byte position of its data
 * @param size in bytes
 * @param modified milliseconds since 1970, or {@link IsoTime#UNKNOWN}
 */
record NodeFields(
    String name,
    Node.Kind kind,
    boolean hidden,
    ExtraAttributes extras,
    long position,
    long extent,
    long size,
    long modified) {}
