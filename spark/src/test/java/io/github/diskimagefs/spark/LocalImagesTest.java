package io.github.diskimagefs.spark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which images are opened without Hadoop. */
class LocalImagesTest {
  @TempDir Path folder;
  private Path image;
  private org.apache.hadoop.fs.Path address;

  @BeforeEach
  void writeImage() throws IOException {
    image = Files.writeString(folder.resolve("a 1%20#é.iso"), "content");
    address = new org.apache.hadoop.fs.Path("file", null, image.toString());
  }

  private static FileSystem started(FileSystem host) throws IOException {
    host.initialize(host.getUri(), new Configuration());
    return host;
  }

  @Test
  void aLocalImageIsOpenedByItsPath() throws IOException {
    assertThat(LocalImages.path(FileSystem.getLocal(new Configuration()), address), is(image));
    assertThat(LocalImages.path(started(new RawLocalFileSystem()), address), is(image));
  }

  @Test
  void anImageWithChecksumsOfHadoopIsReadThroughIt() throws IOException {
    LocalFileSystem local = FileSystem.getLocal(new Configuration());
    org.apache.hadoop.fs.Path written = address.suffix(".written");
    try (OutputStream stream = local.create(written)) {
      stream.write(Files.readAllBytes(image));
    }
    assertThat(LocalImages.path(local, written), is(nullValue()));
    assertThat(LocalImages.path(local, address), is(image));
  }

  @Test
  void aFileSystemThatDerivesFromTheLocalOneReadsItsImages() throws IOException {
    FileSystem counting = started(new CountingFileSystem());
    assertThat(LocalImages.path(counting, address), is(nullValue()));
    assertThat(LocalImages.path(new LocalFileSystem(counting), address), is(nullValue()));
  }
}
