package io.github.diskimagefs.integration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ScanResult;
import io.github.diskimagefs.image.IsoImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Class loaders and scanners of class paths on a folder of an image. */
class ScannerTest {
  /** A class of the tests, which the image holds a copy of. */
  private static final String CLASS = "io/github/diskimagefs/integration/FarImage.class";

  @TempDir Path folder;

  private FileSystem image;
  private URL classes;

  @BeforeEach
  void mount() throws IOException {
    byte[] code;
    try (InputStream in = ScannerTest.class.getClassLoader().getResourceAsStream(CLASS)) {
      code = in.readAllBytes();
    }
    Path disc =
        IsoImage.named("CLASSES")
            .file("/classes/" + CLASS, code)
            .file("/classes/texts/a.txt", "a")
            .file("/classes/texts/deep/b.txt", "b")
            .writeTo(folder.resolve("classes.iso"));
    image = FileSystems.newFileSystem(URI.create("iso:" + disc.toUri()), Map.of());
    classes = image.getPath("/classes").toUri().toURL();
  }

  @AfterEach
  void unmount() throws IOException {
    image.close();
  }

  @Test
  void theUrlOfAFolderEndsInASlash() {
    assertThat(classes.toString(), endsWith("!/classes/"));
  }

  @Test
  void aClassLoaderFindsClassesAndResources() throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null)) {
      Class<?> loaded = loader.loadClass(FarImage.class.getName());
      assertThat(loaded.getClassLoader(), is(loader));
      assertThat(loader.getResource("texts/a.txt").toString(), endsWith("!/classes/texts/a.txt"));
    }
  }

  /** Scanners know files and archives of the default file system alone, so they scan a copy. */
  @Test
  void classGraphScansACopyOfTheFolder() throws IOException {
    Path copy = copy(image.getPath("/classes"), folder.resolve("copy"));
    try (ScanResult result =
        new ClassGraph()
            .overrideClasspath(copy.toString())
            .enableClassInfo()
            .ignoreClassVisibility()
            .scan()) {
      assertThat(result.getAllClasses().getNames(), contains(FarImage.class.getName()));
      assertThat(
          result.getResourcesWithExtension("txt").getPaths(),
          containsInAnyOrder("texts/a.txt", "texts/deep/b.txt"));
    }
  }

  @Test
  void springMatchesPatternsInACopyOfTheFolder() throws IOException {
    Path copy = copy(image.getPath("/classes"), folder.resolve("copy"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {copy.toUri().toURL()}, null)) {
      Resource[] found =
          new PathMatchingResourcePatternResolver(loader).getResources("classpath*:texts/**/*.txt");
      assertThat(Arrays.stream(found).map(Resource::getFilename).toList(), hasItems("a.txt", "b.txt"));
    }
  }

  @Test
  void springFindsAResourceByItsName() throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null)) {
      Resource found =
          new PathMatchingResourcePatternResolver(loader).getResource("classpath:texts/a.txt");
      assertThat(found.getContentAsString(StandardCharsets.UTF_8), is("a"));
    }
  }

  @Test
  void aWalkNamesTheClassesThatALoaderFinds() throws Exception {
    Path root = image.getPath("/classes");
    List<String> names;
    try (Stream<Path> files = Files.walk(root)) {
      names =
          files
              .map(file -> root.relativize(file).toString())
              .filter(name -> name.endsWith(".class"))
              .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
              .toList();
    }
    assertThat(names, contains(FarImage.class.getName()));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null)) {
      assertThat(loader.loadClass(names.get(0)).getName(), is(names.get(0)));
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(from)) {
      all = files.toList();
    }
    for (Path file : all) {
      Files.copy(file, to.resolve(from.relativize(file).toString()));
    }
    return to;
  }
}
