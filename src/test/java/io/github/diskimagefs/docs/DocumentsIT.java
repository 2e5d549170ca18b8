package io.github.diskimagefs.docs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java code of the pages that needs no other library, with the jar that users run. */
class DocumentsIT {
  @TempDir Path folder;

  /** Runs the blocks of a page; each prints the expected text. */
  private void check(String page, String... expected) throws IOException, InterruptedException {
    DocumentImages.make(folder);
    List<String> blocks = JavaBlocks.of(Path.of(page));
    assertThat(blocks, hasSize(expected.length));
    Snippet snippet = new Snippet(System.getProperty("jar.all"), folder);
    for (int i = 0; i < expected.length; i++) {
      assertThat(snippet.run(blocks.get(i)), containsString(expected[i]));
    }
  }

  @Test
  void readmeHolds() throws Exception {
    check("README.md", "/hello.txt");
  }

  @Test
  void theGuideHolds() throws Exception {
    check("docs/guide.md", "NAME=Live", "", "");
  }

  @Test
  void attributesAreReadAsWritten() throws Exception {
    check("docs/attributes.md", "OWNER_READ", "security.capability: 20 bytes", "volume DISC");
  }
}
