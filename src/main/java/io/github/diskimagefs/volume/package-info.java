/**
 * The interface between file system formats and the file system provider, and parts that formats
 * share.
 *
 * <p>A {@link io.github.diskimagefs.volume.VolumeFormat} recognises its volumes in a {@link
 * io.github.diskimagefs.volume.VolumeSource} and offers a {@link
 * io.github.diskimagefs.volume.VolumeView} for each tree that it finds there. A view opens a {@link
 * io.github.diskimagefs.volume.Volume}: a tree of {@link io.github.diskimagefs.volume.Node}s, read
 * as it is walked. Volume formats never see a path, and the provider never sees a byte of a
 * structure.
 *
 * <p>Shared parts: the B-tree file of Apple's file systems (TN1150, "B-Trees"), lookup by name in
 * directories without an index, distinct names, the guard against directories that are named many
 * times, volumes whose files are all in the root, the identifiers of volume descriptors, and the
 * sessions of discs whose image has no table of contents.
 *
 * <p>Volumes and nodes are safe for use by many threads; cursors are for one thread at a time.
 * Locks are held for no input or output.
 */
package io.github.diskimagefs.volume;
