package io.github.diskimagefs.spark;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The data source {@code diskimage}: the files in disk images as rows.
 *
 * <pre>{@code
 * spark.read().format("diskimage").load("s3a://archive/discs/*.iso").createOrReplaceTempView("f");
 * spark.sql("select image, path, size, sha256 from f where path like '%.exe'");
 * }</pre>
 */
public final class DiskImageDataSource implements TableProvider, DataSourceRegister {

  /** Creates the data source, as Spark does. */
  public DiskImageDataSource() {}

  @Override
  public String shortName() {
    return "diskimage";
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return FileColumn.schema();
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    SourceOptions.of(new CaseInsensitiveStringMap(properties)); // wrong ones are errors at once
    return new DiskImageTable();
  }
}
