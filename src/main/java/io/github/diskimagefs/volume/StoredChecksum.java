package io.github.diskimagefs.volume;

import io.github.diskimagefs.bytes.ByteSource;

/**
 * A checksum that an image stores of the bytes of a volume.
 *
 * @param name what stores it, as messages name it
 * @param algorithm of {@link java.security.MessageDigest}
 * @param hex the checksum, two digits a byte, in lower case
 * @param content the bytes that it covers
 */
public record StoredChecksum(String name, String algorithm, String hex, ByteSource content) {}
