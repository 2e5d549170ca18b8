package io.github.diskimagefs.integration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An image in a bucket, through the provider of Amazon, which fetches fragments of 5 MB. */
class S3Test {
  private static final int MAX_OPEN_BYTES = 16_000_000;

  @BeforeAll
  static void configure() {
    System.setProperty("s3.spi.endpoint-protocol", "http");
    System.setProperty("s3.spi.force-path-style", "true");
    System.setProperty("aws.region", "us-east-1");
  }

  @Test
  void anImageIsOpenedByFewFragments() throws IOException {
    FarImage expected = FarImage.get();
    try (RangeServer server = new RangeServer("/archive/disc.iso", expected.bytes)) {
      Path object =
          Path.of(URI.create("s3x://key:secret@" + server.address() + "/archive/disc.iso"));
      try (FileSystem image = DiskImages.open(object)) {
        assertThat(server.sent(), is(lessThan((long) MAX_OPEN_BYTES)));
        expected.check(image);
      }
    }
  }
}
