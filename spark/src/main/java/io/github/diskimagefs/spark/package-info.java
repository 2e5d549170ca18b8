/**
 * A data source of Apache Spark, named {@code diskimage}: a row for each file in disk images.
 *
 * <p>The driver lists images and packs them into partitions, but opens none. A task opens the
 * images of its partition one after the other, each through the Hadoop file system that holds it,
 * and walks their trees. An image that is expensive to read is given to several tasks, which share
 * the entries of its upper folders.
 *
 * <p>An image that cannot be read is a row with an error, or, in the mode {@code FAILFAST}, the end
 * of the job.
 */
package io.github.diskimagefs.spark;
