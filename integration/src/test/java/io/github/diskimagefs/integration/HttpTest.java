package io.github.diskimagefs.integration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An image on a web server. */
class HttpTest {

  @Test
  void anImageIsReadByRangeRequests() throws IOException {
    FarImage expected = FarImage.get();
    try (RangeServer server = new RangeServer("/disc.iso", expected.bytes);
        FileSystem image =
            DiskImages.open(new HttpChannel(server.uri()), "disc.iso", Map.of())) {
      assertThat(server.requests(), is(lessThanOrEqualTo(8)));
      expected.check(image);
    }
  }

  @Test
  void theReadmeShowsTheChannel() throws IOException {
    Path source = Path.of("src/test/java/io/github/diskimagefs/integration/HttpChannel.java");
    String text = Files.readString(source);
    String start = "// guide: start\n";
    String shown = text.substring(text.indexOf(start) + start.length(), text.indexOf("// guide: end"));
    assertThat(Files.readString(Path.of("../docs/guide.md")).contains(shown), is(true));
  }
}
