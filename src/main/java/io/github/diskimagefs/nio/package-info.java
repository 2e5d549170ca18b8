/**
 * The {@code java.nio.file} providers: file systems, paths, lookup, attributes and channels over
 * the volumes of an image.
 *
 * <table>
 * <caption>Contents</caption>
 * <tr><td>{@code ImageFileSystemProvider} and its subclasses</td>
 *     <td>One provider for each URI scheme; {@link io.github.diskimagefs.nio.ImageProviders} lists
 *     them</td></tr>
 * <tr><td>{@code FileSystemRegistry}</td>
 *     <td>The file systems opened by URI</td></tr>
 * <tr><td>{@link io.github.diskimagefs.nio.ImageUrls}</td>
 *     <td>URLs such as {@code iso:file:///a.iso!/docs/x.txt}, which nest; {@code options} has the
 *     form of such URIs</td></tr>
 * <tr><td>{@code ImageFileSystem}, {@code ImagePath}, {@code Lookup}</td>
 *     <td>An open image, its paths, and the way from a path to an entry</td></tr>
 * <tr><td>{@code FileOpener}, {@code ImageFileChannel}, {@code Mapping}, {@code Transfer}</td>
 *     <td>Reading: streams, channels, memory mappings, transfers by the host's kernel</td></tr>
 * <tr><td>{@code ReadAhead}</td>
 *     <td>Read-ahead for compressed content</td></tr>
 * <tr><td>{@code AttributeViews}, {@code AttributeNames}, {@code ImageAttributes}</td>
 *     <td>Attributes by type and by name</td></tr>
 * </table>
 *
 * <p>The classes behave as <a
 * href="https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/nio/file/package-summary.html">{@code
 * java.nio.file}</a> specifies; where that leaves a choice, they behave as the JDK's own provider.
 *
 * <h2>Errors</h2>
 *
 * <p>Every change throws {@code ReadOnlyFileSystemException}. A file that is no image is declined
 * with {@code UnsupportedOperationException}, so that the JDK asks the next provider; a broken
 * image is an {@code IOException}. Symbolic links are followed inside the volume, up to 40 of them,
 * and {@code ..} ends at the root.
 *
 * <h2>Threads and locks</h2>
 *
 * <p>All classes are safe for concurrent use, except for streams, which one thread reads while
 * others may close them. Openers, decoders and the filters of callers run without a lock of this
 * package. Closing a file system closes its streams and channels. The order of all locks is in
 * {@code bytes}.
 */
package io.github.diskimagefs.nio;
