/**
 * Image formats that are recognised and not read, so that the error can name them.
 *
 * <p>{@code OtherContainers} knows formats by the bytes at their start, {@code OtherTrailers} by
 * the bytes at their end; opening one throws an {@link
 * io.github.diskimagefs.UnsupportedImageException} with the format's usual name. Formats with a
 * trailer start with plain sectors and are asked last: where these are recognised, they are read.
 *
 * <p>A format that is implemented moves to a package of its own.
 *
 * <p><b>Threads.</b> The classes have no state and no locks.
 */
package io.github.diskimagefs.container.other;
