package io.github.diskimagefs.spark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data source on a bucket, through Hadoop's {@code s3a}. */
@SparkTest
class ObjectStoreTest {
  private static ObjectStore store;

  @TempDir private static Path folder;
  private static Path large;

  @BeforeAll
  static void fillStore() throws IOException {
    assumeTrue(hasSdk(), "The profile of Spark 3.5 brings no SDK for its Hadoop");
    store = new ObjectStore("archive");
    for (String name : List.of("tree.iso", "live.iso", "disk.qcow2")) {
      store.put("discs/" + name, Files.readAllBytes(LocalSpark.IMAGES.resolve(name)));
    }
    for (String name : List.of("disc.cue", "disc.bin")) {
      store.put("sheets/" + name, Files.readAllBytes(LocalSpark.IMAGES.resolve(name)));
    }
    large = LargeFat.write(folder.resolve("large.img"));
    store.put("large/large.img", Files.readAllBytes(large));
  }

  @AfterAll
  static void closeStore() {
    if (store != null) {
      store.close();
    }
  }

  private static boolean hasSdk() {
    try {
      Class.forName("software.amazon.awssdk.services.s3.S3Client");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @BeforeEach
  void resetCounts() {
    store.reset();
  }

  private static Dataset<Row> read(String path) {
    return LocalSpark.session()
        .read()
        .format("diskimage")
        .options(store.options())
        .load("s3a://archive/" + path);
  }

  @Test
  void theRowsAreThoseOfAPlainWalk() throws IOException {
    List<Path> images =
        List.of(
            LocalSpark.IMAGES.resolve("tree.iso"),
            LocalSpark.IMAGES.resolve("live.iso"),
            LocalSpark.IMAGES.resolve("disk.qcow2"));
    List<Row> rows = read("discs").collectAsList();
    assertThat(PlainWalk.of(rows, "s3a://archive/discs/"), equalTo(PlainWalk.of(images)));
  }

  @Test
  void anImageIsOneRequest() {
    Dataset<Row> table = read("discs/*.iso").select("path", "container", "sha256");
    assertThat(table.collectAsList(), hasSize(greaterThan(10)));
    assertThat(store.got, containsInAnyOrder("discs/tree.iso", "discs/live.iso"));
    // The listing names the lengths.
    assertThat(store.asked, everyItem(is("discs")));
    assertThat(store.listed, everyItem(is("discs/")));
  }

  @Test
  void aSheetFindsItsDataBesideIt() throws IOException {
    Path sheet = LocalSpark.IMAGES.resolve("disc.cue");
    List<Row> rows = read("sheets/disc.cue").collectAsList();
    assertThat(PlainWalk.of(rows, "s3a://archive/sheets/"), equalTo(PlainWalk.of(List.of(sheet))));
    assertThat(store.got, containsInAnyOrder("sheets/disc.cue", "sheets/disc.bin"));
    // By the driver, for its listing, and by the task.
    assertThat(store.asked, containsInAnyOrder("sheets/disc.cue", "sheets/disc.bin"));
  }

  @Test
  void aLargeFileIsReadByRequestsOfAMebibyte() throws IOException {
    Dataset<Row> table = read("large").where("type = 'file'");
    table.select("path").collectAsList();
    int walk = store.got.size();
    assertThat(walk, is(lessThanOrEqualTo(6)));
    store.reset();
    List<Row> rows =
        table.selectExpr("path", "sha256", "error").where("sha256 is not null").collectAsList();
    assertThat(rows, hasSize(2));
    assertThat(store.got, hasSize(lessThanOrEqualTo(walk + 8 * 2)));
    // A file of this name may have a resource fork beside it.
    assertThat(store.asked, containsInAnyOrder("large", "large/._large.img"));
  }
}
