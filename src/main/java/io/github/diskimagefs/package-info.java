/**
 * File systems in disk images, for {@code java.nio.file}.
 *
 * <p>Most code needs no class of this package: {@code FileSystems.newFileSystem(path)} opens an
 * image. {@link io.github.diskimagefs.DiskImages} does the same without an installed provider,
 * describes and verifies images, and documents the options.
 *
 * <p>All errors of images are {@link io.github.diskimagefs.ImageException}s, which are {@code
 * IOException}s. All classes are safe for use by many threads, and their results are immutable.
 *
 * @since 0.1.0
 */
package io.github.diskimagefs;
