package io.github.diskimagefs.consumers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.Resources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsumersTest {
  @TempDir Path folder;

  @BeforeAll
  static void readTheCompilersModule() {
    Module own = ConsumersTest.class.getModule();
    ModuleLayer.boot().findModule("java.compiler").ifPresent(own::addReads);
  }

  private static byte[] stored(String name, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      ZipEntry entry = new ZipEntry(name);
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      entry.setCrc(crc.getValue());
      zip.putNextEntry(entry);
      zip.write(content);
    }
    return out.toByteArray();
  }

  @Test
  void anImageHeldInMemory() throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
        FileSystem image =
            FileSystems.newFileSystem(
                IsoImage.named("A")
                    .file("/a.txt", "in memory")
                    .writeTo(memory.getPath("/a.iso")))) {
      assertThat(Files.readString(image.getPath("/a.txt")), is("in memory"));
    }
  }

  @Test
  void anImageStoredInAZip() throws IOException {
    byte[] inner = IsoImage.named("A").file("/a.txt", "in a zip").build();
    Path zip = Files.write(folder.resolve("a.zip"), stored("a.iso", inner));
    try (FileSystem outer = FileSystems.newFileSystem(zip);
        FileSystem image = FileSystems.newFileSystem(outer.getPath("/a.iso"))) {
      assertThat(Files.readString(image.getPath("/a.txt")), is("in a zip"));
    }
  }

  /** On the module path the archive's provider is asked last. */
  @Test
  void anArchiveThatIsStillToBeMade() throws IOException {
    Path zip = folder.resolve("new.zip");
    assertThrows(NoSuchFileException.class, () -> FileSystems.newFileSystem(zip));
    try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Files.writeString(archive.getPath("/a.txt"), "made");
    }
    Map<String, Object> foreign = Map.of("create", true, "volume", new Object());
    try (FileSystem archive = FileSystems.newFileSystem(zip, foreign)) {
      assertThat(Files.readString(archive.getPath("/a.txt")), is("made"));
    }
  }

  @Test
  void anImageInAnImage() throws IOException {
    byte[] inner = IsoImage.named("B").file("/b.txt", "inside").build();
    Path path = IsoImage.named("A").file("/b.iso", inner).writeTo(folder.resolve("a.iso"));
    try (FileSystem outer = FileSystems.newFileSystem(path);
        FileSystem image = FileSystems.newFileSystem(outer.getPath("/b.iso"))) {
      assertThat(Files.readString(image.getPath("/b.txt")), is("inside"));
    }
  }

  @Test
  void aJarInAnImageThroughZipfs() throws IOException {
    byte[] jar = stored("x/y.txt", "zipped".getBytes(StandardCharsets.UTF_8));
    Path path = IsoImage.named("A").file("/lib/y.jar", jar).writeTo(folder.resolve("a.iso"));
    try (FileSystem image = FileSystems.newFileSystem(path);
        FileSystem zip = FileSystems.newFileSystem(image.getPath("/lib/y.jar"), Map.of())) {
      assertThat(Files.readString(zip.getPath("x/y.txt")), is("zipped"));
    }
  }

  /** Compiles a source file of an image into a folder. */
  private static void compile(Path image, String source, Path classes) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try (FileSystem opened = FileSystems.newFileSystem(image);
        StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      boolean compiled =
          javac
              .getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjects(opened.getPath(source)))
              .call();
      assertThat(compiled, is(true));
    }
  }

  @Test
  void sourcesOnNtfsThroughJavac() throws IOException {
    Path disk = Files.write(folder.resolve("disk.img"), Resources.unpacked("ntfs/contract.ntfs"));
    Path classes = Files.createDirectory(folder.resolve("classes"));
    compile(disk, "/docs/deep/er/still/file.java", classes);
    assertThat(Files.size(classes.resolve("A.class")), is(greaterThan(0L)));
  }

  @Test
  void sourcesInAnImageThroughJavacAndBack() throws Exception {
    String source =
        "package demo; public class Hello { public String toString() { return \"hi\"; } }";
    Path sources =
        IsoImage.named("SRC").file("/demo/Hello.java", source).writeTo(folder.resolve("src.iso"));
    Path classes = Files.createDirectory(folder.resolve("classes"));
    compile(sources, "/demo/Hello.java", classes);
    byte[] compiled = Files.readAllBytes(classes.resolve("demo/Hello.class"));
    Path binaries =
        IsoImage.named("BIN").file("/demo/Hello.class", compiled).writeTo(folder.resolve("b.iso"));
    try (FileSystem image = FileSystems.newFileSystem(binaries)) {
      Path file = Files.copy(image.getPath("/demo/Hello.class"), folder.resolve("Hello.class"));
      assertThat(Files.readAllBytes(file), is(compiled));
    }
  }

  @Test
  void aJarCopiedOutServesAClassLoader() throws Exception {
    byte[] jar = stored("greeting.txt", "hi".getBytes(StandardCharsets.UTF_8));
    Path path = IsoImage.named("A").file("/g.jar", jar).writeTo(folder.resolve("a.iso"));
    try (FileSystem image = FileSystems.newFileSystem(path)) {
      Path copy = folder.resolve("g.jar");
      Files.copy(image.getPath("/g.jar"), copy, StandardCopyOption.COPY_ATTRIBUTES);
      assertThat(Files.getLastModifiedTime(copy).toInstant(), is(IsoImage.TIME));
      URI uri = copy.toUri();
      try (URLClassLoader loader = new URLClassLoader(new URL[] {uri.toURL()}, null);
          InputStream in = loader.getResourceAsStream("greeting.txt")) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8), is("hi"));
      }
    }
  }
}
