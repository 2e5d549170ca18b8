package io.github.diskimagefs.integration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;

import io.github.diskimagefs.docs.DocumentImages;
import io.github.diskimagefs.docs.JavaBlocks;
import io.github.diskimagefs.docs.Snippet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of the recipes, with the libraries that they are about. */
class RecipesTest {
  /** Lists the root of the server that a recipe has started. */
  private static final String CLIENT =
      """
      import org.apache.sshd.client.SshClient;
      import org.apache.sshd.sftp.client.SftpClientFactory;

      SshClient client = SshClient.setUpDefaultClient();
      client.start();
      var session = client.connect("reader", "127.0.0.1", server.getPort()).verify(30000).getSession();
      session.addPasswordIdentity("secret");
      session.auth().verify(30000);
      try (var sftp = SftpClientFactory.instance().createSftpClient(session)) {
        for (var entry : sftp.readDir("/")) {
          System.out.println("remote " + entry.getFilename());
        }
      }
      """;

  private record Expected(String output, String more) {
    Expected(String output) {
      this(output, "");
    }
  }

  private static final List<Expected> RECIPES =
      List.of(
          new Expected("/docs/x.txt"),
          new Expected("Hello from inside"),
          new Expected("hello.txt has 32 bytes"),
          new Expected("Hello from inside"),
          new Expected("1000 documents"),
          new Expected("/lib/hello.jar: application/java-archive"),
          new Expected("remote hello.txt", CLIENT),
          new Expected("true"),
          new Expected("Hello from a jar."));

  @TempDir Path folder;

  @Test
  void doWhatTheySay() throws Exception {
    DocumentImages.make(folder);
    List<String> blocks = JavaBlocks.of(Path.of("../docs/recipes.md"));
    assertThat(blocks, hasSize(RECIPES.size()));
    Snippet snippet = new Snippet(System.getProperty("java.class.path"), folder);
    for (int i = 0; i < blocks.size(); i++) {
      Expected expected = RECIPES.get(i);
      assertThat(
          snippet.run(blocks.get(i) + expected.more()), containsString(expected.output()));
    }
  }
}
