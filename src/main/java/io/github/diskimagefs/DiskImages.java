package io.github.diskimagefs;

import io.github.diskimagefs.mount.DetectedImage;
import io.github.diskimagefs.mount.ImageOpener;
import io.github.diskimagefs.nio.ImageProviders;
import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Opens disk images as file systems, describes and verifies them. Needs no provider to be
 * registered, so it works under every class loader; {@link java.nio.file.FileSystems} finds the
 * same providers where they are registered.
 *
 * <pre>{@code
 * try (FileSystem image = DiskImages.open(Path.of("disc.iso"))) {
 *   Files.copy(image.getPath("/README.TXT"), Path.of("README.TXT"));
 * }
 * }</pre>
 *
 * <h2>Options</h2>
 *
 * <p>The methods of this class, and {@link java.nio.file.FileSystems#newFileSystem(Path, Map)} and
 * {@link java.nio.file.FileSystems#newFileSystem(java.net.URI, Map)}, accept the following options.
 * Unknown keys are ignored. A value that an option cannot have is an {@link
 * IllegalArgumentException}; one that the image does not have is a {@link NotInImageException}.
 *
 * <table class="striped">
 * <caption>Keys and values of the environment map</caption>
 * <thead>
 *   <tr>
 *     <th scope="col">Key</th>
 *     <th scope="col">Type of the value</th>
 *     <th scope="col">Default</th>
 *     <th scope="col">Description</th>
 *   </tr>
 * </thead>
 * <tbody>
 *   <tr>
 *     <th scope="row">{@code view}</th>
 *     <td>{@link String}</td>
 *     <td>{@code auto}</td>
 *     <td>The tree to show where a volume has several: {@code rockridge}, {@code udf}, {@code
 *         joliet}, {@code iso9660}, {@code iso1999}, {@code hfsplus}, {@code hfs} or {@code apfs};
 *         or {@code raw}, which shows the disk, its partitions or the tracks of a disc as files.
 *         The default is the tree that holds most; of equal ones, the first of Rock Ridge, UDF,
 *         Joliet and plain ISO 9660.</td>
 *   </tr>
 *   <tr>
 *     <th scope="row">{@code volume}</th>
 *     <td>{@link String} or {@link Integer}</td>
 *     <td>the main volume</td>
 *     <td>The volume to show: its index, from 1; its name or its role (APFS); or {@code all} for
 *         one folder for each volume. The default is the first volume that can be read and is in no
 *         EFI system or recovery partition, or one of these if there is no other.</td>
 *   </tr>
 *   <tr>
 *     <th scope="row">{@code session}</th>
 *     <td>{@link String} or {@link Integer}</td>
 *     <td>the last session</td>
 *     <td>The session of a disc, from 1.</td>
 *   </tr>
 *   <tr>
 *     <th scope="row">{@code password}</th>
 *     <td>{@code char[]} or {@link String}</td>
 *     <td>none</td>
 *     <td>The password of an encrypted image. If it is needed and missing or wrong, opening throws
 *         {@link java.nio.file.AccessDeniedException}. An array may be cleared after the image is
 *         open.</td>
 *   </tr>
 *   <tr>
 *     <th scope="row">{@code snapshot}</th>
 *     <td>{@link String}</td>
 *     <td>the live state</td>
 *     <td>The name of a snapshot of an APFS volume, or of an internal one of a QCOW2 image.</td>
 *   </tr>
 *   <tr>
 *     <th scope="row">{@code charset}</th>
 *     <td>{@link String} or {@link java.nio.charset.Charset}</td>
 *     <td>by format</td>
 *     <td>The encoding of names where the format does not declare it.</td>
 *   </tr>
 *   <tr>
 *     <th scope="row">{@code verify}</th>
 *     <td>{@link String} or {@link Boolean}</td>
 *     <td>{@code false}</td>
 *     <td>If {@code true}, everything that is read is checked against its checksums and error
 *         codes, and repaired where they allow it. Otherwise reading it throws an exception.</td>
 *   </tr>
 *   <tr>
 *     <th scope="row">{@code cacheBytes}</th>
 *     <td>{@link String}, {@link Integer} or {@link Long}</td>
 *     <td>64 MiB</td>
 *     <td>The maximum of decoded data held for the image, in bytes, from 1. The default is at most
 *         a quarter of the heap.</td>
 *   </tr>
 *   <tr>
 *     <th scope="row">{@code mapped}</th>
 *     <td>{@link String} or {@link Boolean}</td>
 *     <td>{@code true}</td>
 *     <td>If {@code false}, the image file is never mapped into memory.</td>
 *   </tr>
 *   <tr>
 *     <th scope="row">{@code hostBlockBytes}</th>
 *     <td>{@link String}, {@link Integer} or {@link Long}</td>
 *     <td>64 KiB</td>
 *     <td>The bytes of a block in which an image file is read that is not on the default file
 *         system, from 1 to 4 MiB; rounded up to a multiple of 32 KiB.</td>
 *   </tr>
 *   <tr>
 *     <th scope="row">{@code hostCacheBytes}</th>
 *     <td>{@link String}, {@link Integer} or {@link Long}</td>
 *     <td>8 MiB</td>
 *     <td>The maximum of such blocks held for the image and its sibling files together, in bytes.
 *         The default is at most an eighth of the heap. If it is less than a block, nothing is
 *         held, and each read is a request.</td>
 *   </tr>
 *   <tr>
 *     <th scope="row">{@code readAheadBytes}</th>
 *     <td>{@link String}, {@link Integer} or {@link Long}</td>
 *     <td>1 MiB</td>
 *     <td>The maximum of one request that fetches more than a reader needs, in bytes; 4 MiB and a
 *         quarter of {@code hostCacheBytes} are further bounds. 0 for no read-ahead.</td>
 *   </tr>
 *   <tr>
 *     <th scope="row">{@code unpackBytes}</th>
 *     <td>{@link String}, {@link Integer} or {@link Long}</td>
 *     <td>64 GiB</td>
 *     <td>The maximum size, in bytes, from 1, of the temporary file that a compressed image is
 *         unpacked to. Free space of the host is checked too.</td>
 *   </tr>
 * </tbody>
 * </table>
 *
 * <h2>Images that are not local</h2>
 *
 * <p>An image file on another file system than the default one, and a channel, are read in blocks,
 * which are cached: opening costs a few requests, and a walk hardly any more. {@link #open(Path)}
 * asks no other provider, unlike {@link java.nio.file.FileSystems#newFileSystem(Path)}, where
 * others may make hundreds of requests before they decline a file. The image must not change while
 * it is open.
 *
 * <h2>URIs</h2>
 *
 * <p>A file system that {@link #open(Path)} or {@link
 * java.nio.file.FileSystems#newFileSystem(Path)} returns is not registered: its paths have URIs,
 * but {@link Path#of(java.net.URI)} with one of them opens the image a second time, with default
 * options, and registers that file system until it is closed. {@link
 * java.nio.file.FileSystems#newFileSystem(java.net.URI, Map)} returns a file system that {@code
 * Path.of} finds again. An image file that was replaced is read anew when its file system has been
 * closed and is opened again. The URI of a folder ends in {@code /}.
 *
 * <p>Unless stated otherwise, a null argument to a method of this package throws {@link
 * NullPointerException}.
 *
 * @since 0.1.0
 */
public final class DiskImages {
  private DiskImages() {}

  /**
   * Opens an image, whose format is detected by content.
   *
   * @param image the image file, on any file system
   * @return a new file system, which the caller closes
   * @throws UnknownFormatException if the file is not an image of a known format
   * @throws MalformedImageException if the image is damaged
   * @throws UnsupportedImageException if the image uses a feature that is not implemented
   * @throws IOException if it cannot be read
   */
  public static FileSystem open(Path image) throws IOException {
    return open(image, Map.of());
  }

  /**
   * Opens an image with options.
   *
   * @param image the image file, on any file system
   * @param env options, see the table above
   * @return a new file system, which the caller closes
   * @throws IllegalArgumentException if an option has a value that it cannot have
   * @throws UnknownFormatException if the file is not an image of a known format
   * @throws MalformedImageException if the image is damaged
   * @throws UnsupportedImageException if the image uses a feature that is not implemented
   * @throws NotInImageException if the image does not have what an option chooses
   * @throws java.nio.file.AccessDeniedException if the image needs a password that is missing or
   *     wrong
   * @throws IOException if it cannot be read
   */
  public static FileSystem open(Path image, Map<String, ?> env) throws IOException {
    Objects.requireNonNull(image, "image");
    return ImageProviders.open(image, options(env));
  }

  /**
   * Describes an image: its container, the sessions and tracks of a disc, its volumes. Works for an
   * image without a readable volume as well.
   *
   * @param image the image file, on any file system
   * @return the description
   * @throws UnknownFormatException if the file is not an image of a known format
   * @throws MalformedImageException if the image's container is damaged
   * @throws UnsupportedImageException if the image's container uses a feature that is not
   *     implemented
   * @throws IOException if it cannot be read
   */
  public static ImageInfo describe(Path image) throws IOException {
    return describe(image, Map.of());
  }

  /**
   * Describes an image, opened with options.
   *
   * @param image the image file, on any file system
   * @param env options, see the table above
   * @return the description
   * @throws IllegalArgumentException if an option has a value that it cannot have
   * @throws UnknownFormatException if the file is not an image of a known format
   * @throws MalformedImageException if the image's container is damaged
   * @throws UnsupportedImageException if the image's container uses a feature that is not
   *     implemented
   * @throws NotInImageException if the image does not have the session that an option chooses
   * @throws java.nio.file.AccessDeniedException if the image needs a password that is missing or
   *     wrong
   * @throws IOException if it cannot be read
   */
  public static ImageInfo describe(Path image, Map<String, ?> env) throws IOException {
    Objects.requireNonNull(image, "image");
    ImageOptions options = options(env);
    return ImageOpener.describe(ImageOpener.detect(image, options, null), options);
  }

  /**
   * Verifies an image: reads all of it, checks every checksum and error code that it stores, then
   * reads every file. Data without any checksum, such as those of a plain ISO image, are {@link
   * VerifyStatus#NOT_CHECKED} if they can be read.
   *
   * @param image the image file, on any file system
   * @param env options, see the table above
   * @return the result, in total and for each part
   * @throws IllegalArgumentException if an option has a value that it cannot have
   * @throws UnknownFormatException if the file is not an image of a known format
   * @throws MalformedImageException if the image's container is so damaged that it has no parts
   * @throws UnsupportedImageException if the image's container uses a feature that is not
   *     implemented
   * @throws NotInImageException if the image does not have the session that an option chooses
   * @throws java.nio.file.AccessDeniedException if the image needs a password that is missing or
   *     wrong
   * @throws IOException if it cannot be read
   */
  public static VerifyResult verify(Path image, Map<String, ?> env) throws IOException {
    return verify(image, env, part -> {});
  }

  /**
   * Verifies an image as {@link #verify(Path, Map)} does, and reports each part as soon as it is
   * checked.
   *
   * @param image the image file, on any file system
   * @param env options, see the table above
   * @param progress receives the result for each part, in the order of checking, on the thread of
   *     the caller; a {@link VerifyListener} also receives the progress within each part
   * @return the result, in total and for each part
   * @throws IllegalArgumentException if an option has a value that it cannot have
   * @throws UnknownFormatException if the file is not an image of a known format
   * @throws MalformedImageException if the image's container is so damaged that it has no parts
   * @throws UnsupportedImageException if the image's container uses a feature that is not
   *     implemented
   * @throws NotInImageException if the image does not have the session that an option chooses
   * @throws java.nio.file.AccessDeniedException if the image needs a password that is missing or
   *     wrong
   * @throws IOException if it cannot be read
   */
  public static VerifyResult verify(
      Path image, Map<String, ?> env, Consumer<? super PartResult> progress) throws IOException {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(progress, "progress");
    ImageOptions options = options(env);
    VerifyListener listener =
        progress instanceof VerifyListener given ? given : result -> progress.accept(result);
    return ImageOpener.verify(ImageOpener.detect(image, options, null), options, listener);
  }

  /**
   * Opens an image that a channel reads, from memory, a database or an object store. The file
   * system takes the channel over: it closes the channel when it is closed, or at once if opening
   * fails.
   *
   * <p>A {@link java.nio.channels.FileChannel} is read by position, from many threads at a time; an
   * interrupt of a reading thread closes it. Any other channel is read by one thread at a time, and
   * its position changes. Blocks that were read are held, as the table above says. The image has no
   * sibling files, so a cue sheet does not find its data. URIs of paths in it cannot be resolved.
   *
   * @param channel the channel, open for reading
   * @param name the file name of the image, as {@code disc.iso}; formats without a signature are
   *     recognised by its extension, and messages show it
   * @param env options, see the table above
   * @return a new file system, which the caller closes
   * @throws IllegalArgumentException if an option has a value that it cannot have
   * @throws UnknownFormatException if the content is not an image of a known format
   * @throws MalformedImageException if the image is damaged
   * @throws UnsupportedImageException if the image uses a feature that is not implemented
   * @throws NotInImageException if the image does not have what an option chooses
   * @throws java.nio.file.AccessDeniedException if the image needs a password that is missing or
   *     wrong
   * @throws IOException if it cannot be read
   */
  public static FileSystem open(SeekableByteChannel channel, String name, Map<String, ?> env)
      throws IOException {
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(name, "name");
    return ImageProviders.open(channel, name, options(env));
  }

  /**
   * Describes an image that a channel reads, as {@link #open(SeekableByteChannel, String, Map)}
   * opens it. The channel stays open.
   *
   * @param channel the channel, open for reading
   * @param name the file name of the image
   * @param env options, see the table above
   * @return the description
   * @throws IllegalArgumentException if an option has a value that it cannot have
   * @throws IOException as {@link #describe(Path, Map)} does
   */
  public static ImageInfo describe(SeekableByteChannel channel, String name, Map<String, ?> env)
      throws IOException {
    ImageOptions options = options(env);
    return ImageOpener.describe(detect(channel, name, options), options);
  }

  /**
   * Verifies an image that a channel reads, as {@link #open(SeekableByteChannel, String, Map)}
   * opens it. The channel stays open.
   *
   * @param channel the channel, open for reading
   * @param name the file name of the image
   * @param env options, see the table above
   * @return the result, in total and for each part
   * @throws IllegalArgumentException if an option has a value that it cannot have
   * @throws IOException as {@link #verify(Path, Map)} does
   */
  public static VerifyResult verify(SeekableByteChannel channel, String name, Map<String, ?> env)
      throws IOException {
    ImageOptions options = options(env);
    return ImageOpener.verify(detect(channel, name, options), options, part -> {});
  }

  private static DetectedImage detect(
      SeekableByteChannel channel, String name, ImageOptions options) throws IOException {
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(name, "name");
    return ImageOpener.detect(channel, name, false, options);
  }

  private static ImageOptions options(Map<String, ?> env) {
    return ImageOptions.from(Objects.requireNonNull(env, "env"));
  }
}
