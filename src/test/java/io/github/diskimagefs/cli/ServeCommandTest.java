package io.github.diskimagefs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.github.diskimagefs.image.IsoImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
  @TempDir Path folder;
  private String image;

  @BeforeEach
  void writeImage() throws IOException {
    image = IsoImage.named("D").file("/a.txt", "a").writeTo(folder.resolve("d.iso")).toString();
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThat(failure("serve", "--port", "70000", image), containsString("--port"));
    assertThat(failure("serve", "--address", "no such host.", image), containsString("--address"));
    assertThat(failure("serve", image + "x"), containsString("d.isox"));
    assertThat(failure("serve", "--address=", image), containsString("--address"));
    CommandRun run = CommandRun.of("serve", "--host-name", "http://nas.local/", image);
    assertThat(run.status(), is(2));
    assertThat(run.error(), containsString("--host-name: expected a host name"));
  }

  @Test
  void anAddressThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandRun run = CommandRun.of("serve", "--port", taken.getLocalPort() + "", image);
      assertThat(run.status(), is(1));
      assertThat(
          run.error(),
          containsString("cannot listen on 127.0.0.1, port " + taken.getLocalPort() + ": "));
    }
  }

  private static String failure(String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(new ByteArrayOutputStream(), err, UTF_8, false);
    assertThat(Main.run(console, args), is(not(0)));
    return err.toString(UTF_8);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theServerRunsUntilASignalComes() throws Exception {
    Process process = start("serve", image);
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      String page = lines.readLine();
      assertThat(page, startsWith("Page:   http://127.0.0.1:"));
      String dav = lines.readLine().replaceFirst("^WebDAV: ", "");
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(dav + "a.txt")).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body(), is("a"));
      process.destroy(); // SIGTERM
      assertThat(process.waitFor(1, TimeUnit.MINUTES), is(true));
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(folder.resolve("errors")), is(""));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anAddressThatOthersReachIsWarnedOf() throws Exception {
    Process process = start("serve", "--address", "0.0.0.0", image);
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      assertThat(lines.readLine(), startsWith("Page:   http://127.0.0.1:"));
      assertThat(
          Files.readString(folder.resolve("errors")),
          containsString("warning: every computer that reaches 0.0.0.0 can read the image"));
    } finally {
      process.destroy();
      process.waitFor(1, TimeUnit.MINUTES);
    }
  }

  private Process start(String... args) throws IOException {
    String path =
        Stream.of("java.class.path", "jdk.module.path")
            .map(System::getProperty)
            .filter(each -> each != null && !each.isEmpty())
            .collect(Collectors.joining(File.pathSeparator));
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", path, Main.class.getName()));
    words.addAll(List.of(args));
    return new ProcessBuilder(words).redirectError(folder.resolve("errors").toFile()).start();
  }
}
