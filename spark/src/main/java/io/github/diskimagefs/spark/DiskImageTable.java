package io.github.diskimagefs.spark;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The table of all files in the images of a read; each query lists the images anew. */
final class DiskImageTable implements SupportsRead {
  @Override
  public String name() {
    return "diskimage";
  }

  @Override
  @SuppressWarnings("deprecation") // Table.columns() derives from it
  public StructType schema() {
    return FileColumn.schema();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new DiskImageScanBuilder(SourceOptions.of(options));
  }
}
