package io.github.diskimagefs.jar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jars' licences, manifests and classes of newer JDKs. */
class PackagingIT {
  private static final String CLASSES_21 = "META-INF/versions/21/io/github/diskimagefs/";

  @ParameterizedTest
  @ValueSource(strings = {"jar.plain", "jar.all"})
  void licenceAndNotice(String jar) throws IOException {
    assertThat(text(jar, "META-INF/LICENSE"), is(Files.readString(Path.of("LICENSE"))));
    assertThat(
        text(jar, "META-INF/NOTICE"), containsString(Files.readString(Path.of("NOTICE")).trim()));
  }

  @Test
  void theBundleHasTheLicencesOfItsParts() throws IOException {
    assertThat(
        text("jar.all", "META-INF/NOTICE"),
        allOf(
            containsString("Apache Commons Compress"),
            containsString("Apache Commons IO"),
            containsString("Apache Commons Lang"),
            containsString("Apache Commons Codec")));
    assertThat(
        text("jar.all", "META-INF/licenses/xz-0BSD.txt"),
        containsString("BSD Zero Clause License"));
    assertThat(
        text("jar.all", "META-INF/licenses/picocli.txt"),
        containsString("Apache License, Version 2.0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jar.plain", "jar.all"})
  void classesOfJdk22(String jar) throws IOException {
    try (JarFile file = new JarFile(System.getProperty(jar))) {
      assertThat(file.isMultiRelease(), is(true));
      assertThat(file.getEntry(CLASSES_21 + "nio/SegmentFileChannel.class"), is(notNullValue()));
      assertThat(file.getEntry(CLASSES_21 + "bytes/ForeignArena.class"), is(notNullValue()));
    }
  }

  @Test
  void onlyThePublicPackageIsExportedToOsgi() throws IOException {
    try (JarFile file = new JarFile(System.getProperty("jar.plain"))) {
      Attributes headers = file.getManifest().getMainAttributes();
      assertThat(headers.getValue("Bundle-SymbolicName"), is("io.github.diskimagefs"));
      assertThat(
          headers.getValue("Export-Package").replaceAll(";version=\"[^\"]*\"", ""),
          is("io.github.diskimagefs"));
      assertThat(
          headers.getValue("Import-Package"),
          containsString("org.tukaani.xz;resolution:=optional"));
    }
  }

  @Test
  void theBillOfMaterialsNamesTheCodecs() throws IOException {
    String jar = System.getProperty("jar.plain");
    String bill = Files.readString(Path.of(jar.replaceFirst("\\.jar$", "-cyclonedx.json")));
    assertThat(bill, startsWith("{"));
    assertThat(
        bill, allOf(containsString("\"commons-compress\""), containsString("\"org.tukaani\"")));
  }

  private static String text(String jar, String name) throws IOException {
    try (JarFile file = new JarFile(System.getProperty(jar))) {
      ZipEntry entry = file.getEntry(name);
      assertThat(name, entry, is(notNullValue()));
      try (InputStream in = file.getInputStream(entry)) {
        return new String(in.readAllBytes(), UTF_8);
      }
    }
  }
}
