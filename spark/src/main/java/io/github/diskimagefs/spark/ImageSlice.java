package io.github.diskimagefs.spark;

import java.io.Serializable;

/**
 * An image, or the share of one that a task reads.
 *
 * @param address as Hadoop writes it
 * @param length in bytes
 * @param modified time of the last change, in milliseconds
 * @param bundle whether the image is a folder
 * @param index of the share, from 0
 * @param count of the shares of the image
 */
record ImageSlice(String address, long length, long modified, boolean bundle, int index, int count)
    implements Serializable {}
