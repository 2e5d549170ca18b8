package io.github.diskimagefs.spark;

import java.util.List;

/**
 * An image that the driver has listed.
 *
 * @param address as Hadoop writes it
 * @param length in bytes; of a sparse bundle, that of its files
 * @param modified time of the last change, in milliseconds
 * @param bundle whether the image is a folder
 * @param hosts that store a copy
 */
record ListedImage(
    String address, long length, long modified, boolean bundle, List<String> hosts) {}
