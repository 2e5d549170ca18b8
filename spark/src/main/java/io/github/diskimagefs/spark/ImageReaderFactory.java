package io.github.diskimagefs.spark;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.util.SerializableConfiguration;

/** What a task needs beside its partition. */
final class ImageReaderFactory implements PartitionReaderFactory {
  private final Broadcast<SerializableConfiguration> configuration;
  private final SourceOptions options;
  private final String[] columns;
  private final Filter[] filters;
  private final int limit;

  ImageReaderFactory(
      Broadcast<SerializableConfiguration> configuration,
      SourceOptions options,
      String[] columns,
      Filter[] filters,
      int limit) {
    this.configuration = configuration;
    this.options = options;
    this.columns = columns;
    this.filters = filters;
    this.limit = limit;
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    return new ImagePartitionReader(
        (ImagePartition) partition,
        configuration.value().value(),
        options,
        new RowWriter(columns, options),
        filters,
        limit);
  }
}
