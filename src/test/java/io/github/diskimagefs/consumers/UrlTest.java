package io.github.diskimagefs.consumers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.IsoImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What knows URLs alone: class loaders above all. */
class UrlTest {
  @TempDir Path folder;
  private FileSystem image;

  @BeforeEach
  void mount() throws IOException {
    Path disc =
        IsoImage.named("URLS")
            .file("/docs/a b.txt", "text")
            .file("/classes/greeting.txt", "loose")
            .file("/li!b/x.jar", jar("greeting.txt", "packed"))
            .writeTo(folder.resolve("a!.iso"));
    String uri = "iso:" + disc.toRealPath().toUri().toString().replace("!", "%21");
    image = FileSystems.newFileSystem(URI.create(uri), Map.of());
  }

  @AfterEach
  void unmount() throws IOException {
    image.close();
  }

  private static byte[] jar(String name, String content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private URL url(String path) throws IOException {
    return image.getPath(path).toUri().toURL();
  }

  private static String text(URL url) throws IOException {
    try (InputStream in = url.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String greeting(URL root) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {root}, null)) {
      assertThat(loader.getResource("none.txt"), is(nullValue()));
      return text(loader.getResource("greeting.txt"));
    }
  }

  @Test
  void theUriOfAFolderEndsInASlash() {
    Path docs = image.getPath("/docs");
    assertThat(docs.toUri().toString(), endsWith("!/docs/"));
    assertThat(image.getPath("docs").toUri(), is(docs.toUri()));
    assertThat(image.getPath("/").toUri().toString(), endsWith("!/"));
    assertThat(image.getPath("/none").toUri().toString(), endsWith("!/none"));
    assertThat(image.getPath("/docs/a b.txt").toUri().toString(), endsWith("!/docs/a%20b.txt"));
    assertThat(Path.of(docs.toUri()), is(docs));
  }

  @Test
  void classesInAFolder() throws Exception {
    String name = UrlTest.class.getName().replace('.', '/') + ".class";
    byte[] code;
    try (InputStream in = UrlTest.class.getClassLoader().getResourceAsStream(name)) {
      code = in.readAllBytes();
    }
    Path disc =
        IsoImage.named("CLASSES")
            .file("/classes/" + name, code)
            .writeTo(folder.resolve("classes.iso"));
    try (FileSystem classes = DiskImages.open(disc);
        URLClassLoader loader =
            new URLClassLoader(new URL[] {classes.getPath("/classes").toUri().toURL()}, null)) {
      assertThat(loader.loadClass(UrlTest.class.getName()).getClassLoader(), is(loader));
      Path.of(classes.getPath("/").toUri()).getFileSystem().close();
    }
  }

  @Test
  void aPathOfAnImageThatIsNotRegisteredLeadsToASecondFileSystem() throws IOException {
    Path disc = IsoImage.named("A").file("/a", "first").writeTo(folder.resolve("twice.iso"));
    try (FileSystem first = DiskImages.open(disc)) {
      Path again = Path.of(first.getPath("/a").toUri());
      try (FileSystem second = again.getFileSystem()) {
        assertThat(second, is(not(first)));
        assertThat(Files.readString(again), is("first"));
        assertThat(FileSystems.getFileSystem(again.toUri()), is(second));
      }
    }
  }

  @Test
  void anImageFileThatWasReplacedIsReadAnew() throws IOException {
    Path disc = folder.resolve("replaced.iso");
    URI uri = URI.create("iso:" + disc.toUri() + "!/a");
    for (String content : new String[] {"first", "second, and longer"}) {
      Files.deleteIfExists(disc);
      IsoImage.named("A").file("/a", content).file("/" + content.length(), "x").writeTo(disc);
      Path file = Path.of(uri);
      try (FileSystem opened = file.getFileSystem()) {
        assertThat(Files.readString(file), is(content));
        assertThat(Files.exists(opened.getPath("/" + content.length())), is(true));
      }
    }
  }

  @Test
  void aFile() throws Exception {
    URL url = url("/docs/a b.txt");
    URLConnection connection = url.openConnection();
    assertThat(text(url), is("text"));
    assertThat(url.toURI(), is(image.getPath("/docs/a b.txt").toUri()));
    assertThat(connection.getContentLength(), is(4));
    assertThat(connection.getContentType(), is("text/plain"));
    assertThat(connection.getLastModified(), is(IsoImage.TIME.toEpochMilli()));
  }

  @Test
  void relativeOnes() throws IOException {
    URL url = url("/docs/a b.txt");
    assertThat(text(new URL(url, "../classes/greeting.txt")), is("loose"));
    assertThat(text(new URL(url, "/classes/greeting.txt")), is("loose"));
    assertThat(new URL(url, "a%20b.txt").sameFile(url), is(true));
    assertThat(new URL(url, "#part").sameFile(url), is(true));
  }

  @Test
  void whatIsNotThere() {
    assertThrows(IOException.class, () -> url("/none").openStream());
    assertThrows(IOException.class, () -> new URL("iso:file:///none.iso!/x").openStream());
  }

  @Test
  void namesInAFolder() throws IOException {
    assertThat(text(url("/docs")), is("a b.txt\n"));
    assertThat(url("/docs").openConnection().getContentType(), is("text/plain"));
    URL[] classPath = {new URL(url("/") + "/")};
    try (URLClassLoader loader = new URLClassLoader(classPath, null)) {
      assertThat(text(loader.getResource("docs")), is("a b.txt\n"));
      assertThat(loader.getResource("docs/none"), is(nullValue()));
    }
  }

  @Test
  void headers() throws IOException {
    URLConnection file = url("/docs/a b.txt").openConnection();
    assertThat(file.getHeaderField("Content-Length"), is("4"));
    assertThat(file.getHeaderField("Content-Type"), is("text/plain"));
    assertThat(file.getHeaderField("none"), is(nullValue()));
    URLConnection packed = new URL("jar:" + url("/li!b/x.jar") + "!/greeting.txt").openConnection();
    assertThat(packed.getLastModified(), is(IsoImage.TIME.toEpochMilli()));
  }

  @Test
  void aFolderOfClasses() throws IOException {
    assertThat(greeting(new URL(url("/classes") + "/")), is("loose"));
    assertThat(greeting(new URL(url("/"), "classes/")), is("loose"));
  }

  /** The JDK takes the first {@code !/} for the end of the archive's URL: another is hidden. */
  @Test
  void anArchiveOfClasses() throws Exception {
    URL url = url("/li!b/x.jar");
    assertThat(greeting(url), is("packed"));
    assertThat(text(new URL("jar:" + url + "!/greeting.txt")), is("packed"));
    assertThat(Path.of(url.toURI()), is(image.getPath("/li!b/x.jar")));
  }
}
