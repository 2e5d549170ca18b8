package io.github.diskimagefs.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;
import scala.collection.Iterator;

/** One query, which lists the images and packs them into partitions. */
final class DiskImageScan implements Scan, Batch {
  /** The limit of a query that has none. */
  static final int NO_LIMIT = -1;

  private final SourceOptions options;
  private final StructType columns;
  private final Filter[] pushed;
  private final int limit;
  private Configuration settings;
  private InputPartition[] planned;

  DiskImageScan(SourceOptions options, StructType columns, Filter[] pushed, int limit) {
    this.options = options;
    this.columns = columns;
    this.pushed = pushed;
    this.limit = limit;
  }

  @Override
  public StructType readSchema() {
    return columns;
  }

  @Override
  public String description() {
    return "diskimage "
        + options
        + " PushedFilters: "
        + Arrays.toString(pushed)
        + (limit == NO_LIMIT ? "" : " PushedLimit: " + limit);
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  /** Lists the images, once for each query. */
  @Override
  public synchronized InputPartition[] planInputPartitions() {
    if (planned == null) {
      SparkContext spark = SparkSession.active().sparkContext();
      try {
        List<ListedImage> images =
            ImageLister.list(
                configuration(), options, new ImagePruner(pushed, options.nestedDepth() > 0));
        planned =
            PartitionPlanner.plan(images, options, readsContent(), spark.defaultParallelism())
                .toArray(InputPartition[]::new);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return planned.clone();
  }

  private boolean readsContent() {
    List<String> names = Arrays.asList(columns.fieldNames());
    return names.contains(FileColumn.SHA256.label()) || names.contains(FileColumn.CONTENT.label());
  }

  /** Returns Hadoop's settings with those of the session and of the read. */
  private synchronized Configuration configuration() {
    if (settings != null) {
      return settings;
    }
    SparkSession session = SparkSession.active();
    Configuration configuration = new Configuration(session.sparkContext().hadoopConfiguration());
    for (Iterator<Tuple2<String, String>> settings = session.conf().getAll().iterator();
        settings.hasNext(); ) {
      Tuple2<String, String> setting = settings.next();
      if (!setting._1().startsWith("spark.") && setting._2() != null) {
        configuration.set(setting._1(), setting._2());
      }
    }
    options.hadoop().forEach(configuration::set);
    settings = configuration;
    return configuration;
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    SerializableConfiguration configuration = new SerializableConfiguration(configuration());
    return new ImageReaderFactory(
        JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext())
            .broadcast(configuration),
        options,
        columns.fieldNames(),
        pushed,
        limit);
  }
}
