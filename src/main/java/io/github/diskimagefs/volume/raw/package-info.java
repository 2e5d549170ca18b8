/**
 * The bytes below the file systems of an image, as files of one folder: the disk and its
 * partitions, or the tracks of a disc.
 *
 * <p>There is no such structure in an image: {@code mount} makes the files of what the container
 * holds, whether a file system in it is supported or not. They have no times, owners or modes. A
 * volume is immutable and takes no locks.
 */
package io.github.diskimagefs.volume.raw;
