/**
 * From an image file to its volumes: the lists of formats, detection, and the open image.
 *
 * <h2>Steps</h2>
 *
 * <ol>
 *   <li>{@link io.github.diskimagefs.mount.ImageDetector} opens the host file once and probes each
 *       container format at most once. A file without a container is an image if a partition scheme
 *       or a volume format recognises it.
 *   <li>{@code ContainerOpener} turns the file into content: a disc, a disk or a nested image file.
 *       Files that an image names are opened by name in the image's own folder, to a maximum depth
 *       and never in a circle.
 *   <li>{@code VolumeScanner} keeps a queue of regions. A partition scheme turns a region into
 *       further regions, a volume format turns it into a volume candidate.
 *   <li>{@code VolumeSelector} chooses the volume that {@code /} shows, by the options {@code
 *       volume} and {@code view}. {@code CombinedVolume} shows all of them.
 * </ol>
 *
 * <p>{@code Formats} has one line for each container, partition scheme and volume format. This
 * package is the only one that knows all of them; formats do not know each other.
 *
 * <h2>Reading</h2>
 *
 * <p>Detection and opening read a bounded number of sectors, whatever the size of the image. A
 * volume is opened when it is first needed; its directories and files are read when they are
 * requested. Probes share one buffer ({@code BufferedVolumeSource}).
 *
 * <h2>Errors</h2>
 *
 * <p>A file that no format recognises is an {@link io.github.diskimagefs.UnknownFormatException},
 * whose message names the format if {@code ContentHint} knows it. A session, view or volume that
 * the image does not have is a {@link io.github.diskimagefs.NotInImageException}. The error of a
 * volume that cannot be opened is kept with its candidate and thrown when that volume is needed.
 *
 * <h2>Threads and locks</h2>
 *
 * <p>Detection and scanning run on the caller's thread. {@code VolumeSet} opens each volume on one
 * thread; other threads that need the same volume wait for it, without a lock. The order of all
 * locks is in {@code bytes}.
 */
package io.github.diskimagefs.mount;
