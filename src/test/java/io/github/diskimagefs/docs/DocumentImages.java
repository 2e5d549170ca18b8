package io.github.diskimagefs.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diskimagefs.image.FatImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.Resources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Images of the names that the documents use. */
public final class DocumentImages {
  /** What {@code /hello.txt} of the disc says. */
  static final String HELLO = "Hello from inside an ISO image.\n";

  private DocumentImages() {}

  /** Makes the images in a folder. */
  public static void make(Path folder) throws IOException {
    byte[] disc =
        IsoImage.named("DISC")
            .file("/hello.txt", HELLO)
            .file("/docs/x.txt", "x\n")
            .file("/src/Hello.java", "class Hello {}\n")
            .file("/lib/hello.jar", jar())
            .build();
    Files.write(folder.resolve("disc.iso"), disc);
    Files.createDirectories(folder.resolve("samples"));
    Files.createDirectories(folder.resolve("target"));
    Files.write(folder.resolve("samples/hello.iso"), disc);
    // The document says SquashFS; any volume of a disk has the same URI.
    byte[] system = FatImage.of(16).file("/etc/os-release", "NAME=Live\n").bytes();
    Files.write(
        folder.resolve("live.iso"),
        IsoImage.named("LIVE").file("/live/filesystem.squashfs", system).build());
    Files.write(
        folder.resolve("system.squashfs"), Resources.unpacked("squashfs/features-gzip.squashfs"));
    Files.write(folder.resolve("lucene.qcow2"), Resources.unpacked("ext/lucene.qcow2"));
  }

  /** Returns a jar with a resource. */
  private static byte[] jar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      jar.putNextEntry(new JarEntry("greeting.txt"));
      jar.write("Hello from a jar.\n".getBytes(UTF_8));
      jar.closeEntry();
    }
    return bytes.toByteArray();
  }
}
