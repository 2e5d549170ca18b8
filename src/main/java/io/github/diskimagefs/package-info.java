/**
 * File systems in disk images, for {@code java.nio.file}: ISO 9660, UDF, BIN/CUE, NRG, DMG and raw
 * disks.
 *
 * <p>Most code needs no class of this package: {@code FileSystems.newFileSystem(path)} opens an
 * image. {@link io.github.diskimagefs.DiskImages} does the same without any registered provider.
 *
 * @since 0.1.0
 */
package io.github.diskimagefs;
