package io.github.diskimagefs.spark;

import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A column of the table, in the order of the schema. */
enum FileColumn {
  /** Address of the image, as Hadoop writes it; {@code !/PATH} follows for an image inside it. */
  IMAGE(DataTypes.StringType),
  /** Format of the image file. */
  CONTAINER(DataTypes.StringType),
  /** Index of the volume, from 1. */
  VOLUME(DataTypes.IntegerType),
  VOLUME_TYPE(DataTypes.StringType),
  LABEL(DataTypes.StringType),
  PATH(DataTypes.StringType),
  TYPE(DataTypes.StringType),
  SIZE(DataTypes.LongType),
  MODIFIED(DataTypes.TimestampType),
  CREATED(DataTypes.TimestampType),
  MODE(DataTypes.IntegerType),
  UID(DataTypes.LongType),
  GID(DataTypes.LongType),
  TARGET(DataTypes.StringType),
  SHA256(DataTypes.StringType),
  CONTENT(DataTypes.BinaryType),
  ERROR(DataTypes.StringType);

  private final DataType type;

  FileColumn(DataType type) {
    this.type = type;
  }

  /** Returns the name in the schema. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the column of a name in the schema. */
  static FileColumn of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Returns all columns. */
  static StructType schema() {
    StructType schema = new StructType();
    for (FileColumn column : values()) {
      schema = schema.add(column.label(), column.type, column != IMAGE);
    }
    return schema;
  }
}
