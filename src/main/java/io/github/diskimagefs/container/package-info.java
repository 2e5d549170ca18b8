/**
 * The interface between container formats and the rest, and the parts that formats share.
 *
 * <p>A {@link io.github.diskimagefs.container.ContainerDetector} recognises an image file by its
 * content, rarely by its name. A {@link io.github.diskimagefs.container.ContainerFormat} opens it
 * as a {@link io.github.diskimagefs.container.Container}, whose {@link
 * io.github.diskimagefs.container.Content} is a disc of tracks, a disk, or a further image file.
 * The {@link io.github.diskimagefs.container.ImageContext} opens other images of the same folder;
 * no format opens files by itself.
 *
 * <p>Shared by sheets of discs:
 *
 * <ul>
 *   <li>{@link io.github.diskimagefs.container.SheetText} decodes a sheet, {@link
 *       io.github.diskimagefs.container.SheetFiles} finds the files that it names, in its folder
 *       and those below;
 *   <li>{@link io.github.diskimagefs.container.AudioFile} finds samples in WAVE, AIFF and FLAC
 *       files and recognises other encodings;
 *   <li>{@link io.github.diskimagefs.container.DiscBuilder} computes the addresses of tracks;
 *   <li>{@link io.github.diskimagefs.container.UnreadableSource} takes the place of a track that
 *       cannot be read, so that the others can.
 * </ul>
 *
 * <p><b>Threads.</b> An image is opened by one thread; the sources in it are safe for use by many.
 * There are no locks here.
 */
package io.github.diskimagefs.container;
