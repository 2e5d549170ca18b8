/**
 * One folder of a Hadoop file system as a read-only {@code java.nio.file} file system, so that the
 * library opens an image in it together with its sibling files: the data of a cue sheet, the
 * parents and extents of a virtual disk, the bands of a sparse bundle.
 *
 * <p>The root is the folder that holds the image, so that no path leads out of it. A channel reads
 * by position from a stream of its own; the library holds the blocks that it read. The status of
 * the image is that of the listing, so that opening an image makes no request for it.
 */
package io.github.diskimagefs.spark.folder;
