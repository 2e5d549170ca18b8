package io.github.diskimagefs.volume;

import io.github.diskimagefs.bytes.ByteSource;

/**
 * A boot image of an optical disc.
 *
 * @param name a file name for it, distinct among the images of its volume
 * @param description platform, emulation and the like, in one line
 * @param content its bytes
 */
public record BootImage(String name, String description, ByteSource content) {}
