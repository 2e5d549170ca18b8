/**
 * Cryptography of encrypted images: key derivation, key wrap and the modes of AES that the JDK
 * lacks.
 *
 * <p>Block ciphers, hashes and message authentication codes are those of {@code javax.crypto}; this
 * package adds what the formats need around them and knows no format. It decrypts only.
 *
 * <table>
 * <caption>Contents</caption>
 * <tr><td>{@link io.github.diskimagefs.crypto.Pbkdf2}</td>
 *     <td>Key from a password: PBKDF2 with HMAC-SHA-1 or HMAC-SHA-256,
 *     <a href="https://www.rfc-editor.org/rfc/rfc8018">RFC 8018 §5.2</a></td></tr>
 * <tr><td>{@link io.github.diskimagefs.crypto.AesKeyWrap}</td>
 *     <td>Keys encrypted by a key: AES key wrap,
 *     <a href="https://www.rfc-editor.org/rfc/rfc3394">RFC 3394</a></td></tr>
 * <tr><td>{@link io.github.diskimagefs.crypto.AesCbcKeyWrap}</td>
 *     <td>The same with AES in CBC mode, as Apple's disk images use it</td></tr>
 * <tr><td>{@link io.github.diskimagefs.crypto.TripleDesKeyWrap}</td>
 *     <td>The same with triple DES as Apple's disk images use it, after
 *     <a href="https://www.rfc-editor.org/rfc/rfc3217">RFC 3217</a></td></tr>
 * <tr><td>{@link io.github.diskimagefs.crypto.AesXts}</td>
 *     <td>Sectors of a disk: XTS-AES, IEEE Std 1619 (NIST SP 800-38E)</td></tr>
 * </table>
 *
 * <p><b>Untrusted input.</b> Iteration counts come from images and are bounded, see {@link
 * io.github.diskimagefs.crypto.Pbkdf2#MAX_ITERATIONS}. A wrong password is no exception: the
 * unwrapping methods return null, and the caller throws {@link
 * java.nio.file.AccessDeniedException}. An algorithm that the runtime lacks is an {@link
 * io.github.diskimagefs.UnsupportedImageException}.
 *
 * <p><b>Keys in memory.</b> Arrays that held a key, and passwords that the JDK copied, are
 * overwritten after use. Keys held by {@link javax.crypto.spec.SecretKeySpec} and {@link
 * javax.crypto.Cipher} are not: the JDK has no way to do that.
 *
 * <p><b>Threads.</b> All methods may be called by many threads at once. {@code AesXts} keeps idle
 * ciphers in a bounded queue; no lock is held while decrypting.
 */
package io.github.diskimagefs.crypto;
