package io.github.diskimagefs.spark;

import io.github.diskimagefs.spark.folder.FolderNames;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.sources.Filter;

/** The rows of a partition. One image is open at a time, and the images that it is in. */
final class ImagePartitionReader implements PartitionReader<InternalRow> {
  private final ImagePartition partition;
  private final Configuration configuration;
  private final SourceOptions options;
  private final RowWriter writer;
  private final RowFilter filter;
  private final PathPruner folders;
  private final FolderNames names = new FolderNames();
  private final int limit;
  private int opened;
  private int rows;
  private TreeCursor tree;
  private InternalRow row;

  ImagePartitionReader(
      ImagePartition partition,
      Configuration configuration,
      SourceOptions options,
      RowWriter writer,
      Filter[] filters,
      int limit) {
    this.partition = partition;
    this.configuration = configuration;
    this.options = options;
    this.writer = writer;
    this.filter = RowFilter.all(filters);
    this.folders = new PathPruner(filters);
    this.limit = limit;
  }

  @Override
  public boolean next() throws IOException {
    while (rows != limit) {
      if (tree == null) {
        if (opened == partition.slices().size()) {
          return false;
        }
        ImageSlice slice = partition.slices().get(opened++);
        tree = new TreeCursor(slice, configuration, options, folders, names);
      }
      EntryRow entry = tree.next();
      if (entry == null) {
        tree.close();
        tree = null;
      } else if (Boolean.TRUE.equals(filter.test(entry))) {
        row = writer.row(entry);
        rows++;
        return true;
      }
    }
    return false;
  }

  @Override
  public InternalRow get() {
    return row;
  }

  @Override
  public void close() {
    if (tree != null) {
      tree.close();
      tree = null;
    }
  }
}
