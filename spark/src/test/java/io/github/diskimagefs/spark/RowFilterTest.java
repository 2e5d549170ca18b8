package io.github.diskimagefs.spark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushed filters, each against Spark's own evaluation of the same condition. */
@SparkTest
class RowFilterTest {
  private static final String[] CONDITIONS = {
    "path = '/setup.exe'",
    "path <> '/setup.exe'",
    "not (path = '/setup.exe' or size > 8)",
    "path in ('/setup.exe', '/bin/tool.exe', '/nothing')",
    "path not in ('/setup.exe')",
    "path like '/docs/%' and path like '%.txt' and path like '%e%'",
    "path like '/docs/%' or size is null",
    "path < '/docs' or path >= '/docs/n'",
    "path is null",
    "path <=> null",
    "path <=> '/docs'",
    "type = 'directory' and size is null",
    "type <> 'file'",
    "type in ('link', 'other')",
    "size between 5 and 9",
    "not (size < 9)",
    "size in (5, 9, 70000)",
    "size <=> null",
    "modified > timestamp'2020-09-13 12:26:39'",
    "modified <= timestamp'2020-09-13 12:26:40'",
    "modified = timestamp'2020-09-13 12:26:40' and type = 'file'",
    "modified < timestamp'1500-01-01'",
    "image like '%.iso' and not (image like '%live%')",
    "image in ('none') or path = '/'",
    "image > 'file:' and (type = 'file' or path is null)",
  };

  @TempDir static Path folder;

  @BeforeAll
  static void writeImages() throws IOException {
    for (String name : new String[] {"tree.iso", "live.iso"}) {
      Files.copy(LocalSpark.IMAGES.resolve(name), folder.resolve(name));
    }
    Files.writeString(folder.resolve("broken.iso"), "no image");
  }

  private static Dataset<Row> read(boolean nested) {
    return LocalSpark.session()
        .read()
        .format("diskimage")
        .option("nested", nested)
        .load(folder.toUri().toString())
        .select("image", "path", "type", "size", "modified");
  }

  @Test
  void pushedFiltersSelectTheRowsThatSparkSelects() {
    assertSame(false);
  }

  @Test
  void pushedFiltersSelectTheSameRowsOfImagesInsideImages() {
    assertSame(true);
  }

  private static void assertSame(boolean nested) {
    Dataset<Row> all =
        LocalSpark.session().createDataFrame(read(nested).collectAsList(), read(nested).schema());
    for (String condition : CONDITIONS) {
      Dataset<Row> pushed = read(nested).where(condition);
      assertThat(
          condition,
          pushed.queryExecution().executedPlan().toString(),
          not(containsString("Filter (")));
      assertThat(condition, lines(pushed), equalTo(lines(all.where(condition))));
    }
  }

  private static String lines(Dataset<Row> table) {
    return String.join("\n", table.collectAsList().stream().map(Row::toString).sorted().toList());
  }
}
