package io.github.diskimagefs.spark;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The example of the README: lists the files in images, then indexes them by their hashes. */
final class Example {
  private Example() {}

  /**
   * Runs the example.
   *
   * @param arguments addresses of images; none for the samples of the project
   */
  public static void main(String[] arguments) throws IOException {
    String[] images =
        arguments.length > 0
            ? arguments
            : new String[] {
              Path.of("../samples").toAbsolutePath().normalize() + "/*.iso",
              LocalSpark.IMAGES + "/*.{iso,qcow2,cue}"
            };
    try (SparkSession spark = LocalSpark.session("local[*]")) {
      spark.read().format("diskimage").load(images).createOrReplaceTempView("f");
      spark
          .sql("select volume_type, type, count(*), sum(size) from f group by all order by all")
          .show(false);
      String index = Path.of("target", "index").toUri().toString();
      spark
          .sql("select image, path, size, sha256 from f where path like '%.exe'")
          .write()
          .mode("overwrite")
          .parquet(index);
      spark.read().parquet(index).orderBy("sha256").show(false);
      System.out.println("Written to " + index);
    }
  }
}
