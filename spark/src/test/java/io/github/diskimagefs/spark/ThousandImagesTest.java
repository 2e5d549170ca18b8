package io.github.diskimagefs.spark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand images, one in ten of them broken, on local disks and on HDFS. */
@SparkTest
class ThousandImagesTest {
  @TempDir static Path work;
  private static Path folder;
  private static List<String> expected;

  @BeforeAll
  static void walkPlainly() throws IOException {
    folder = java.nio.file.Files.createDirectory(work.resolve("images"));
    List<Path> images = ThousandImages.writeBroken(folder);
    assertThat(images.size(), is(ThousandImages.COUNT));
    expected = PlainWalk.of(images);
  }

  private static Dataset<Row> read(String address) {
    return LocalSpark.session().read().format("diskimage").load(address);
  }

  private static void assertPlain(Dataset<Row> table, String prefix) {
    List<Row> rows = table.selectExpr(PlainWalk.COLUMNS).collectAsList();
    List<String> found = PlainWalk.of(rows, prefix);
    // Not as one matcher, whose message would list all of them.
    assertThat("missing", difference(expected, found), is(empty()));
    assertThat("unexpected", difference(found, expected), is(empty()));
    assertThat(
        rows.stream().map(row -> row.getString(0)).distinct().count(),
        is((long) ThousandImages.COUNT));
    assertThat(
        rows.stream()
            .filter(row -> row.getAs("error") != null)
            .map(row -> row.getString(0))
            .distinct()
            .count(),
        greaterThan(ThousandImages.COUNT / 20L));
  }

  private static List<String> difference(List<String> rows, List<String> others) {
    Map<String, Long> counts =
        others.stream().collect(Collectors.groupingBy(row -> row, Collectors.counting()));
    List<String> more = new ArrayList<>();
    for (String row : rows) {
      if (counts.merge(row, -1L, Long::sum) < 0) {
        more.add(row);
      }
    }
    return more;
  }

  @Test
  void localImagesGiveTheRowsOfAPlainWalk() {
    assertPlain(read(folder.toUri().toString()), "file:" + folder + "/");
  }

  @Test
  void imagesOnHdfsGiveTheRowsOfAPlainWalk() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set("hdfs.minidfs.basedir", work.resolve("hdfs").toString());
    MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(configuration).numDataNodes(1).format(true).build();
    try {
      cluster.waitActive();
      FileSystem hdfs = cluster.getFileSystem();
      org.apache.hadoop.fs.Path archive = new org.apache.hadoop.fs.Path("/archive");
      hdfs.copyFromLocalFile(new org.apache.hadoop.fs.Path(folder.toUri()), archive);
      String address = hdfs.makeQualified(archive).toString();
      assertPlain(read(address + "/*"), address + "/");
    } finally {
      cluster.shutdown();
    }
  }

  @Test
  void theFirstBrokenImageEndsTheJobInFailFastMode() {
    Dataset<Row> table =
        LocalSpark.session()
            .read()
            .format("diskimage")
            .option("mode", "FAILFAST")
            .load(folder.toUri().toString());
    assertThrows(Exception.class, table::count);
  }

  @Test
  void smallImagesShareATask() {
    int partitions = read(folder.toUri().toString()).toJavaRDD().getNumPartitions();
    assertThat(partitions, greaterThanOrEqualTo(2));
    assertThat(partitions <= 20, is(true));
  }
}
