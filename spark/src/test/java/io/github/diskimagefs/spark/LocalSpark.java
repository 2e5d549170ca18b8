package io.github.diskimagefs.spark;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Spark in this process, on loopback alone. */
final class LocalSpark {
  /** The folder of the tests' own images. */
  static final Path IMAGES = Path.of("src", "test", "resources", "images").toAbsolutePath();

  private LocalSpark() {}

  /** Returns the session of the process; makes one of two cores if there is none. */
  static SparkSession session() {
    return session("local[2]");
  }

  /** Returns the session of the process; makes one if there is none. */
  static SparkSession session(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("diskimagefs")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.warehouse.dir", Path.of("target", "warehouse").toUri().toString())
        .config("spark.hadoop.fs.counting.impl", CountingFileSystem.class.getName())
        .getOrCreate();
  }

  /** Returns the table of an image or a pattern in the folder of the tests' own images. */
  static Dataset<Row> own(String pattern) {
    return session().read().format("diskimage").load(IMAGES.toUri() + pattern);
  }
}
