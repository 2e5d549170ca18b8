/**
 * Encrypted Apple disk images: {@code encrcdsa} (Mac OS X 10.5 and later) and its predecessor
 * {@code cdsaencr}.
 *
 * <p>Apple has not published the format. The layout is known from Jacob Appelbaum and Ralf-Philipp
 * Weinmann, "Unlocking FileVault" (23C3, 2006), and from the images that {@code hdiutil} makes. All
 * numbers are big-endian.
 *
 * <pre>
 * encrcdsa   0  header, 76 bytes: version, AES key length, block size, size and offset of the data
 *           76  count × 20 bytes: kind, offset and size of each wrapped key
 *              wrapped keys: parameters of PBKDF2, initialisation vector, encrypted keys
 *              encrypted data
 * cdsaencr   0  encrypted data in blocks of 4096 bytes
 *          end − 1276  header: parameters of PBKDF2, AES key length, both keys, each encrypted twice
 * </pre>
 *
 * <p>A password gives the wrapping key by PBKDF2 with HMAC-SHA-1 (RFC 8018); triple DES, or AES in
 * images by current releases of macOS, unwraps an AES key and an HMAC key. Block <i>n</i> is
 * encrypted in CBC mode with the first 16 bytes of HMAC-SHA-1(<i>n</i>) as its initialisation
 * vector, so that blocks are read in any order. The decrypted data are an image of any other kind.
 * In an encrypted sparse bundle the file {@code token} is a header without data, and each band
 * counts its blocks from 0.
 *
 * <p><b>Read:</b> AES-128, AES-192 and AES-256, passwords, up to 64 wrapped keys. <b>Refused:</b>
 * certificates and key escrow without a password, other ciphers and other key wraps (unsupported),
 * more iterations than {@link io.github.diskimagefs.crypto.Pbkdf2#MAX_ITERATIONS}. A missing or
 * wrong password is an {@link java.nio.file.AccessDeniedException}.
 *
 * <p><b>Threads.</b> Data are decrypted in groups of 64 KiB into the chunk cache, by any number of
 * threads; idle ciphers wait in a bounded queue. No lock is held while decrypting.
 */
package io.github.diskimagefs.container.encrypted;
