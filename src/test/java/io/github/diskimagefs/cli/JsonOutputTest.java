package io.github.diskimagefs.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.serve.ImageServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output in JSON. */
class JsonOutputTest {
  @TempDir Path folder;

  @Test
  void commandsPrintOneObjectALine() throws Exception {
    String image =
        IsoImage.named("DEMO")
            .file("/new\nline", "1")
            .owner("/new\nline", 7, 8)
            .permissions("/new\nline", 0640)
            .symlink("/to", "new\nline")
            .writeTo(folder.resolve("demo.iso"))
            .toString();
    String times = "\"modified\":\"%1$s\",\"accessed\":\"%1$s\",\"created\":\"%1$s\"";
    String file =
        "{\"path\":\"/new\\u000aline\",\"type\":\"file\",\"size\":1,"
            + String.format(times, IsoImage.TIME)
            + ",\"mode\":\"0640\",\"links\":1,\"uid\":7,\"gid\":8}";
    String link =
        "{\"path\":\"/to\",\"type\":\"symlink\",\"size\":8,"
            + String.format(times, IsoImage.TIME)
            + ",\"mode\":\"0777\",\"links\":1,\"uid\":0,\"gid\":0,\"target\":\"new\\u000aline\"}";
    assertThat(CommandRun.of("ls", "--json", image).lines(), contains(file, link));
    assertThat(CommandRun.of("find", "--json", image, "-type", "l").lines(), contains(link));

    String name = Console.newJson().beginObject().member("image", image).toString();
    List<String> info = CommandRun.of("info", "--json", image, image).lines();
    assertThat(info.size(), is(2));
    assertThat(info.get(0), startsWith(name + ",\"format\":\"raw\",\"properties\":{},"));
    assertThat(info.get(0), containsString("\"label\":\"DEMO\",\"views\":[\"rockridge\","));

    List<String> verified = CommandRun.of("verify", "--json", image).lines();
    assertThat(verified.get(0), startsWith(name + ",\"part\":\"volume 1\",\"status\":\"valid\","));
    assertThat(verified.get(verified.size() - 1), is(name + ",\"status\":\"not_checked\"}"));
  }

  @Test
  void charactersThatCannotBeSeenAreEscaped() {
    String line = Console.newJson().beginObject().member("k", "\u202Ee\u00FC\u0085").toString();
    assertThat(line, is("{\"k\":\"\\u202ee\u00FC\\u0085\""));
  }

  @Test
  void thePageOfTheServerHasTheSameDescription() throws Exception {
    Path image = folder.resolve("demo.iso");
    byte[] inner = IsoImage.named("INNER").file("/a", "1").build();
    IsoImage.named("DEMO").file("/inner.iso", inner).writeTo(image);
    try (ImageServer server =
        ImageServer.start(
            image,
            Map.of(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            List.of())) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.uri() + "-/info/")).GET().build();
      String page =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      String name = Console.newJson().value(image.toString()).toString();
      assertThat(
          CommandRun.of("info", "--json", image.toString()).text(),
          is(page.replace("\"demo.iso\"", name) + "\n"));
    }
  }
}
