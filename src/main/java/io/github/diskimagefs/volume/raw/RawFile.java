package io.github.diskimagefs.volume.raw;

import io.github.diskimagefs.bytes.ByteSource;

/**
 * A file of raw bytes.
 *
 * @param name such as {@code disk.img} or {@code track01.bin}
 * @param content its bytes
 */
public record RawFile(String name, ByteSource content) {}
