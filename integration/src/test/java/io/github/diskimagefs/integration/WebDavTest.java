package io.github.diskimagefs.integration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.sardine.DavResource;
import com.github.sardine.Sardine;
import com.github.sardine.SardineFactory;
import com.github.sardine.impl.SardineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of WebDAV of the command serve, with clients of others. */
class WebDavTest {
  @TempDir static Path folder;

  private static ServedDisc disc;
  private final Sardine sardine = SardineFactory.begin();

  @BeforeAll
  static void start() throws IOException {
    disc = new ServedDisc(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    disc.close();
  }

  private static String url(String path) {
    return disc.davUri() + path;
  }

  @Test
  void sardineListsAFolder() throws IOException {
    List<DavResource> root = sardine.list(url(""));
    List<String> names = root.stream().skip(1).map(DavResource::getName).toList();
    assertThat(
        names,
        containsInAnyOrder(
            "letters",
            "many",
            "names",
            "empty.dat",
            "index.html",
            "latest.txt",
            "live.iso",
            "picture.png",
            "readme.txt"));
    DavResource picture =
        root.stream().filter(each -> each.getName().equals("picture.png")).findFirst().get();
    assertThat(picture.getContentLength(), is((long) ServedDisc.picture().length));
    assertThat(picture.getContentType(), is("image/png"));
    assertThat(picture.getModified().toInstant().toString(), is("2024-02-29T12:34:56Z"));
    assertThat(sardine.list(url("many")).size(), is(3001));
  }

  @Test
  void sardineReadsEveryName() throws IOException {
    List<String> texts = new ArrayList<>();
    for (DavResource each : sardine.list(url("names"))) {
      if (!each.isDirectory()) {
        try (InputStream in = sardine.get(disc.uri().resolve(each.getHref()).toString())) {
          texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    assertThat(texts, containsInAnyOrder(ServedDisc.EVIL, "percent", "turned", "wide"));
  }

  @Test
  void sardineReadsRangesAndInnerImages() throws IOException {
    try (InputStream in = sardine.get(url("readme.txt"), Map.of("Range", "bytes=0-7"))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8), is("Pictures"));
    }
    List<String> names =
        sardine.list(url("live.iso!/")).stream().map(DavResource::getName).toList();
    assertThat(names, hasItem("etc"));
    assertThat(sardine.exists(url("live.iso!/etc/os-release")), is(true));
    assertThat(sardine.exists(url("live.iso!/etc/nothing")), is(false));
  }

  @Test
  void sardineWritesNothing() {
    SardineException put =
        assertThrows(
            SardineException.class,
            () -> sardine.put(url("new.txt"), new byte[] {1}, "text/plain"));
    assertThat(put.getStatusCode(), is(405));
    assertThrows(SardineException.class, () -> sardine.delete(url("readme.txt")));
  }

  @Test
  void curlResumesADownload() throws Exception {
    assumeTrue(Chromium.find(List.of("curl")) != null, "curl is not installed");
    byte[] picture = ServedDisc.picture();
    Path part = folder.resolve("part.png");
    Files.write(part, java.util.Arrays.copyOf(picture, 1000));
    assertThat(run("curl", "-sf", "-C", "-", "-o", part.toString(), url("picture.png")), is(0));
    assertThat(java.util.Arrays.equals(Files.readAllBytes(part), picture), is(true));
    String names = url("names/");
    assertThat(
        run("curl", "-sf", "-X", "PROPFIND", "-H", "Depth: 1", "-o", part.toString(), names),
        is(0));
    assertThat(
        Files.readString(part), containsString("/files/names/100%25%20%26%20more%3F%23.txt"));
    assertThat(run("curl", "-sf", "-T", part.toString(), url("new")), is(22));
  }

  @Test
  void cadaverCopiesFiles() throws Exception {
    assumeTrue(Chromium.find(List.of("cadaver")) != null, "cadaver is not installed");
    Path script = folder.resolve("script");
    Path copy = folder.resolve("copy.txt");
    Files.writeString(
        script, "cd letters\nls\nget \"letter 3.txt\" " + copy + "\ncd ..\nls\nquit\n");
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder("cadaver", url(""))
            .redirectInput(script.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES), is(true));
    assertThat(Files.readString(output), Files.exists(copy), is(true));
    assertThat(Files.readString(copy), is("Dear reader, ".repeat(90)));
    TreeSet<String> words = new TreeSet<>(List.of(Files.readString(output).split("\\s+")));
    assertThat(words, hasItem("picture.png"));
  }

  private static int run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(1, TimeUnit.MINUTES) ? process.exitValue() : -1;
  }
}
