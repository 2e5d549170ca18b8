package io.github.diskimagefs.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;

/** The columns, filters and limit of one query. */
final class DiskImageScanBuilder
    implements SupportsPushDownFilters, SupportsPushDownRequiredColumns, SupportsPushDownLimit {
  private final SourceOptions options;
  private StructType columns = FileColumn.schema();
  private Filter[] pushed = {};
  private int limit = DiskImageScan.NO_LIMIT;

  DiskImageScanBuilder(SourceOptions options) {
    this.options = options;
  }

  @Override
  public void pruneColumns(StructType required) {
    columns = required;
  }

  /** Takes the filters that tasks evaluate before they read a file; returns the others. */
  @Override
  public Filter[] pushFilters(Filter[] filters) {
    List<Filter> taken = new ArrayList<>();
    List<Filter> left = new ArrayList<>();
    for (Filter filter : filters) {
      (RowFilter.supports(filter) ? taken : left).add(filter);
    }
    pushed = taken.toArray(Filter[]::new);
    return left.toArray(Filter[]::new);
  }

  @Override
  public Filter[] pushedFilters() {
    return pushed.clone();
  }

  /** Takes the limit, up to which each partition reads. */
  @Override
  public boolean pushLimit(int rows) {
    limit = rows;
    return true;
  }

  @Override
  public boolean isPartiallyPushed() {
    return true;
  }

  @Override
  public Scan build() {
    return new DiskImageScan(options, columns, pushed, limit);
  }
}
