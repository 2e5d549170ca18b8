package io.github.diskimagefs.spark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data source on images of the local file system. */
@SparkTest
class DiskImageDataSourceTest {
  @TempDir Path folder;

  @BeforeEach
  void resetCounts() {
    CountingFileSystem.reset();
  }

  private static Dataset<Row> read(String path, String... options) {
    var reader = LocalSpark.session().read().format("diskimage");
    for (int i = 0; i < options.length; i += 2) {
      reader = reader.option(options[i], options[i + 1]);
    }
    return reader.load(path);
  }

  private static String image(String name) {
    return "counting:" + LocalSpark.IMAGES.resolve(name);
  }

  private static List<String> strings(Dataset<Row> table) {
    return table.collectAsList().stream().map(row -> String.valueOf(row.get(0))).toList();
  }

  @Test
  void theTableHasTheColumnsOfAFileAndItsImage() {
    assertThat(
        String.join(" ", LocalSpark.own("tree.iso").columns()),
        is(
            "image container volume volume_type label path type size modified created mode uid gid"
                + " target sha256 content error"));
  }

  @Test
  void eachKindOfImageGivesTheRowsOfAPlainWalk() throws IOException {
    List<Path> images;
    try (Stream<Path> files = Files.list(LocalSpark.IMAGES)) {
      images = files.toList();
    }
    List<Row> rows = LocalSpark.own("").collectAsList();
    assertThat(
        PlainWalk.of(rows, "file:" + LocalSpark.IMAGES + "/"), equalTo(PlainWalk.of(images)));
    assertThat(rows.size(), greaterThan(80));
  }

  @Test
  void aViewAnswersTheQueryOfTheReadme() {
    LocalSpark.own("*.iso").createOrReplaceTempView("f");
    Path index = folder.resolve("index");
    LocalSpark.session()
        .sql("select image, path, size, sha256 from f where path like '%.exe'")
        .write()
        .parquet(index.toUri().toString());
    Dataset<Row> written = LocalSpark.session().read().parquet(index.toUri().toString());
    assertThat(strings(written.select("path")), containsInAnyOrder("/bin/tool.exe", "/setup.exe"));
    assertThat(
        strings(written.where("path = '/setup.exe'").select("sha256")),
        contains("574ce2739035aaff515080c231b4fb9ed9103174d63e201caec23d3d9a657dfc"));
  }

  @Test
  void theContainerAndTheVolumeAreColumns() {
    Row row =
        LocalSpark.own("disk.qcow2")
            .where("path = '/setup.exe'")
            .select("container", "volume", "volume_type", "label", "size", "content")
            .first();
    assertThat(row.getString(0), containsString("QCOW2"));
    assertThat(row.getInt(1), is(1));
    assertThat(row.getString(2), is("fat12"));
    assertThat(row.getString(3), is("TREE"));
    assertThat(row.getLong(4), is(8L));
    assertThat(new String(row.<byte[]>getAs(5), StandardCharsets.UTF_8), is("MZ setup"));
  }

  @Test
  void theContainerCostsNoSecondOpening() {
    Dataset<Row> table = read(image("disk.qcow2")).select("container", "path");
    assertThat(table.first().getString(0), is("QCOW2"));
    assertThat(CountingFileSystem.OPENED, contains("disk.qcow2"));
  }

  @Test
  void theVolumesOfAnImageAreNumbered() {
    assertThat(
        strings(
            read(image("tree.iso"), "volume", "all")
                .where("path like '%/setup.exe'")
                .selectExpr("concat(path, ' ', volume, ' ', label)")),
        contains("/1 TREE/setup.exe 1 TREE"));
  }

  @Test
  void aSheetFindsItsDataBesideIt() {
    assertThat(
        strings(LocalSpark.own("disc.cue").where("path like '/docs/deep/%'").select("path")),
        containsInAnyOrder("/docs/deep/a.txt", "/docs/deep/deeper", "/docs/deep/deeper/b.txt"));
  }

  // Columns.

  @Test
  void filesAreReadOnlyForTheirHashesAndContents() {
    Dataset<Row> table = read(image("live.iso"));
    table.select("path", "size", "mode", "type", "modified", "label").collectAsList();
    table.count();
    assertThat(CountingFileSystem.OPENED, hasSize(2));
    long walk = CountingFileSystem.BYTES.get() / 2;
    CountingFileSystem.reset();
    table.select("path", "sha256").collectAsList();
    assertThat(CountingFileSystem.BYTES.get(), greaterThan(0L));
    assertThat(walk, is(not(0L)));
  }

  @Test
  void aFileThatAFilterLeavesOutIsNotRead() throws IOException {
    Path large = largeImage();
    Dataset<Row> table = read("counting:" + large);
    table.where("path = '/small.txt'").select("sha256").collectAsList();
    long small = CountingFileSystem.BYTES.get();
    CountingFileSystem.reset();
    table.where("type = 'file' and size > 1000").select("sha256").collectAsList();
    long one = CountingFileSystem.BYTES.get();
    CountingFileSystem.reset();
    table.select("path").collectAsList();
    long none = CountingFileSystem.BYTES.get();
    assertThat(small, lessThan(3L << 20));
    assertThat(none, lessThan(3L << 20));
    assertThat(one, greaterThan(8L << 20));
  }

  /** Makes a disk with a file of 8 MiB: a tar archive would do, if it were an image. */
  private Path largeImage() throws IOException {
    return LargeFat.write(folder.resolve("large.img"));
  }

  @Test
  void theImageIsAskedForOnce() {
    read(image("tree.iso")).select("path").collectAsList();
    // By the driver, which lists it; the task knows it.
    assertThat(CountingFileSystem.ASKED, contains("tree.iso"));
    assertThat(CountingFileSystem.OPENED, contains("tree.iso"));
    assertThat(CountingFileSystem.READS.get(), lessThan(4L));
  }

  /** A compressed file looks for parts of it beside it. */
  @Test
  void aTaskListsTheFolderOfItsImagesOnce() throws IOException {
    Path images = Files.createDirectory(folder.resolve("packed"));
    for (int i = 0; i < 6; i++) {
      Files.copy(LocalSpark.IMAGES.resolve("fat.img.gz"), images.resolve(i + ".img.gz"));
    }
    read("counting:" + images).select("path").collectAsList();
    // By the driver, and by the tasks of two cores.
    assertThat(CountingFileSystem.OPENED, hasSize(6));
    assertThat(CountingFileSystem.LISTED.size(), lessThan(4));
  }

  @Test
  void aFileOfMoreBytesThanTheBoundHasNoContent() {
    Dataset<Row> table = read(image("tree.iso"), "maxContentBytes", "8");
    List<Row> rows =
        table
            .where("type = 'file'")
            .selectExpr("size", "length(content)", "sha256", "error")
            .collectAsList();
    assertThat(rows, hasSize(7));
    for (Row row : rows) {
      assertThat(row.get(1), is(row.getLong(0) <= 8 ? (Object) (int) row.getLong(0) : null));
      assertThat(row.getString(2).length(), is(64));
      assertThat(row.get(3), is(nullValue()));
    }
  }

  @Test
  void aFileOfMoreBytesThanTheBoundHasAnErrorInPlaceOfItsHash() {
    List<Row> rows =
        read(image("tree.iso"), "maxHashBytes", "100")
            .where("path like '/docs/%.txt'")
            .select("path", "sha256", "error", "label")
            .orderBy("path")
            .collectAsList();
    Row large = rows.get(2);
    assertThat(large.getString(0), is("/docs/numbers.txt"));
    assertThat(large.get(1), is(nullValue()));
    assertThat(large.getString(2), containsString("maxHashBytes"));
    assertThat(large.getString(3), is("TREE"));
    assertThat(rows.get(3).getString(1).length(), is(64));
  }

  // Filters and limits.

  @Test
  void filtersArePushedDown() {
    String plan =
        LocalSpark.own("*.iso")
            .where(
                "image like 'file:%' and path like '/docs/%' and type = 'file' and size > 3"
                    + " and modified > timestamp'2001-01-01'")
            .select("path")
            .queryExecution()
            .executedPlan()
            .toString();
    for (String filter :
        List.of(
            "StringStartsWith(image,file:)",
            "StringStartsWith(path,/docs/)",
            "EqualTo(type,file)",
            "GreaterThan(size,3)",
            "GreaterThan(modified,")) {
      assertThat(plan, containsString(filter));
    }
    assertThat(plan, not(containsString("Filter (")));
  }

  @Test
  void anImageThatAFilterLeavesOutIsNotOpened() {
    assertThat(
        read(image("*")).where("image like '%tree.iso'").select("path").count(),
        is((long) PlainWalk.of(List.of(LocalSpark.IMAGES.resolve("tree.iso"))).size()));
    assertThat(CountingFileSystem.OPENED, everyItem(is("tree.iso")));
  }

  @Test
  void aLimitIsPushedDown() {
    Dataset<Row> table = LocalSpark.own("*").where("type = 'file'").select("path").limit(3);
    assertThat(table.queryExecution().executedPlan().toString(), containsString("PushedLimit: 3"));
    assertThat(table.collectAsList(), hasSize(3));
  }

  @Test
  void aCountNeedsNoColumn() {
    assertThat(
        LocalSpark.own("tree.iso").count(),
        is((long) PlainWalk.of(List.of(LocalSpark.IMAGES.resolve("tree.iso"))).size()));
  }

  // Images inside images.

  @Test
  void imagesInsideImagesAreReadIfAskedFor() {
    String inner = "/live/filesystem.squashfs";
    Dataset<Row> table = read(image("live.iso"), "nested", "true");
    assertThat(
        strings(table.where("path = '/docs/readme.txt'").select("image")),
        contains(image("live.iso") + "!" + inner));
    assertThat(strings(table.where("path = '" + inner + "'").select("type")), contains("file"));
    assertThat(
        strings(read(image("live.iso")).where("path = '/docs/readme.txt'").select("image")),
        is(empty()));
    String image = image("live.iso") + "!" + inner;
    assertThat(
        strings(table.where("image = '" + image + "' and path = '/setup.exe'").select("container")),
        contains("flat disk"));
  }

  @Test
  void aBrokenImageInsideAnImageIsARowWithAnError() throws IOException {
    Path outer = folder.resolve("outer.iso");
    byte[] bytes = Files.readAllBytes(LocalSpark.IMAGES.resolve("live.iso"));
    int start = indexOf(bytes, "hsqs");
    Arrays.fill(bytes, start + 64, start + 96, (byte) 0xFF);
    Files.write(outer, bytes);
    List<Row> rows =
        read(outer.toUri().toString(), "nested", "true")
            .where("error is not null")
            .select("image", "path", "error")
            .collectAsList();
    assertThat(rows, hasSize(1));
    assertThat(rows.get(0).getString(0), containsString("outer.iso!/live/filesystem.squashfs"));
    assertThat(rows.get(0).get(1), is(nullValue()));
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  // Errors.

  private Path broken() throws IOException {
    byte[] bytes = Files.readAllBytes(LocalSpark.IMAGES.resolve("tree.squashfs"));
    Files.write(folder.resolve("broken.squashfs"), Arrays.copyOf(bytes, bytes.length / 2));
    Files.writeString(folder.resolve("none.iso"), "This is no image.");
    Files.copy(LocalSpark.IMAGES.resolve("tree.iso"), folder.resolve("tree.iso"));
    return folder;
  }

  @Test
  void aBrokenImageIsARowWithAnError() throws IOException {
    Dataset<Row> table = read(broken().toUri().toString(), "mode", "permissive");
    List<Row> errors =
        table.where("error is not null").select("image", "error").orderBy("image").collectAsList();
    assertThat(errors, hasSize(2));
    assertThat(errors.get(0).getString(0), containsString("broken.squashfs"));
    assertThat(errors.get(0).getString(1), startsWith("MalformedImageException: "));
    assertThat(errors.get(1).getString(1), startsWith("UnknownFormatException: "));
    assertThat(table.where("path = '/setup.exe'").count(), is(1L));
  }

  @Test
  void aBrokenImageEndsTheJobInFailFastMode() throws IOException {
    Dataset<Row> table = read(broken().toUri().toString(), "mode", "FAILFAST");
    Exception e = assertThrows(Exception.class, () -> table.select("path").collectAsList());
    assertThat(e.toString() + e.getCause(), containsString(folder.getFileName().toString()));
  }

  @Test
  void checksumsOfHadoopBesideALocalImageAreCompared() throws IOException {
    byte[] bytes = Files.readAllBytes(LocalSpark.IMAGES.resolve("tree.iso"));
    String address = folder.toUri() + "tree.iso";
    try (OutputStream stream =
        FileSystem.getLocal(new Configuration()).create(new org.apache.hadoop.fs.Path(address))) {
      stream.write(bytes);
    }
    Dataset<Row> errors = read(address).where("error is not null").select("error");
    assertThat(strings(errors), is(empty()));
    bytes[16 * 2048 + 600]++;
    Files.write(folder.resolve("tree.iso"), bytes);
    assertThat(strings(errors), contains(startsWith("ChecksumException: ")));
  }

  @Test
  void wrongOptionsAreErrorsAtOnce() {
    assertRefused("mode", "IGNORE");
    assertRefused("nested", "yes");
    assertRefused("nestedDepth", "9");
    assertRefused("maxContentBytes", "-1");
    assertRefused("cacheBytes", "none");
    assertRefused("view", "sideways");
  }

  private static void assertRefused(String key, String value) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> read(image("tree.iso"), key, value).schema());
    assertThat(e.getMessage(), startsWith(key + ": expected "));
  }

  @Test
  void aPatternThatMatchesNothingIsAnError() {
    Exception e =
        assertThrows(Exception.class, () -> LocalSpark.own("*.nothing").select("path").count());
    assertThat(String.valueOf(e.getMessage()), containsString("No file matches"));
  }

  // Partitions and listing.

  @Test
  void theSharesOfAnImageMakeUpTheWhole() {
    for (int shares : new int[] {2, 5, 40}) {
      long bytes = 159744 / shares;
      Dataset<Row> split =
          read(image("tree.iso"), "splitBytes", "" + bytes, "imagesPerPartition", "1");
      List<String> rows =
          PlainWalk.of(split.collectAsList(), "counting:" + LocalSpark.IMAGES + "/");
      assertThat(rows, equalTo(PlainWalk.of(List.of(LocalSpark.IMAGES.resolve("tree.iso")))));
      assertThat(split.toJavaRDD().getNumPartitions(), greaterThan(shares - 1));
    }
  }

  @Test
  void aBrokenImageOfSeveralSharesIsOneRow() throws IOException {
    Dataset<Row> split =
        read(broken().resolve("broken.squashfs").toUri().toString(), "splitBytes", "4000");
    assertThat(split.collectAsList(), hasSize(1));
  }

  @Test
  void anImageMayHaveAPartitionOfItsOwn() {
    assertThat(
        read(image("*.iso"), "imagesPerPartition", "1").toJavaRDD().getNumPartitions(), is(2));
  }

  @Test
  void foldersAreListedWithoutHiddenFiles() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("a/b"));
    Path hidden = Files.createDirectories(folder.resolve("_temporary"));
    Path iso = LocalSpark.IMAGES.resolve("tree.iso");
    Files.copy(iso, deep.resolve("tree 100% [1].iso"));
    Files.copy(iso, deep.resolve(".hidden.iso"));
    Files.copy(iso, hidden.resolve("half.iso"));
    Files.writeString(deep.resolve("notes.txt"), "");
    Dataset<Row> table = read(folder.toUri().toString(), "pathGlobFilter", "*.iso");
    assertThat(table.where("error is not null").count(), is(0L));
    List<String> images = strings(table.select("image").distinct());
    assertThat(images, contains("file:" + deep.resolve("tree 100% [1].iso")));
  }

  @Test
  void severalPathsAreReadTogether() {
    List<String> paths = new ArrayList<>();
    for (String name : List.of("tree.iso", "{disk.qcow2,fat.img.gz}")) {
      paths.add(LocalSpark.IMAGES + "/" + name);
    }
    assertThat(
        LocalSpark.session()
            .read()
            .format("diskimage")
            .load(paths.toArray(String[]::new))
            .select("image")
            .distinct()
            .count(),
        is(3L));
  }

  @Test
  void thePasswordIsNotShown() {
    String plan =
        read(image("tree.iso"), "password", "hunter2").select("path").queryExecution().toString();
    assertThat(plan, not(containsString("hunter2")));
  }
}
