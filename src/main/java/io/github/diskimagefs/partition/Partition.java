package io.github.diskimagefs.partition;

/**
 * An entry of a partition map.
 *
 * @param scheme {@code APM}, {@code GPT} or {@code MBR}
 * @param index 1-based position in the map
 * @param name the name recorded in the map, may be empty
 * @param type the type recorded in the map: a name, a GUID, or two hexadecimal digits
 * @param offset byte position on the disk
 * @param length in bytes
 */
public record Partition(
    String scheme, int index, String name, String type, long offset, long length) {}
