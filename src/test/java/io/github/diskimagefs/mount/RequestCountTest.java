package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.CountingHost;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.UdfImage;
import io.github.diskimagefs.image.UdifImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests to a host that is not local: few to open, walk, look up and read, none to repeat it. */
class RequestCountTest {
  @TempDir Path folder;

  private CountingHost host;
  private int before;

  private FileSystem open(byte[] image) throws IOException {
    host = new CountingHost(Files.write(folder.resolve("image"), image), image.length);
    return DiskImages.open(host.file());
  }

  /** Returns the requests since the last call. */
  private int requests() {
    int all = host.reads().size();
    int since = all - before;
    before = all;
    return since;
  }

  private static byte[] noise(int length, int seed) {
    byte[] noise = new byte[length];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  private static List<Path> walk(FileSystem image) throws IOException {
    try (Stream<Path> paths = Files.walk(image.getPath("/"))) {
      return paths.toList();
    }
  }

  private static void lookUp(FileSystem image, String... names) throws IOException {
    for (String name : names) {
      Files.size(image.getPath(name));
    }
  }

  private static String name(int i) {
    return "/dir" + i % 202 + "/file" + i;
  }

  private static String[] names(int count) {
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = name(i * 37 % 2000);
    }
    return names;
  }

  private static void readSlowly(FileSystem image, String name) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(8 << 10);
    try (SeekableByteChannel channel = Files.newByteChannel(image.getPath(name))) {
      while (channel.read(target.clear()) > 0) {
        // as copying through a small buffer does
      }
    }
  }

  private static byte[] manyFiles() throws IOException {
    IsoImage image = IsoImage.named("MANY");
    for (int i = 0; i < 2000; i++) {
      image.file(name(i), noise(10_000, i));
    }
    image.file("/large", noise(1 << 20, 1));
    return image.build();
  }

  @Test
  void manyFilesOfAnIso() throws IOException {
    try (FileSystem image = open(manyFiles())) {
      int open = requests();
      int entries = walk(image).size();
      int walk = requests();
      lookUp(image, names(200));
      int lookUps = requests();
      readSlowly(image, "/large");
      int large = requests();
      walk(image);
      lookUp(image, names(200));
      readSlowly(image, "/large");
      int again = requests();
      System.out.println("ISO " + host.reads().size() + " " + entries + " open " + open + " walk " + walk + " look " + lookUps + " large " + large + " again " + again);
      for (int i = 0; i < 20; i++) System.out.println(i < host.reads().size() ? host.reads().get(i) : "");
    }
  }

  @Test
  void manyFolders() throws IOException {
    IsoImage iso = IsoImage.named("FOLDERS");
    for (int i = 0; i < 3000; i++) {
      iso.file("/top" + i % 60 + "/dir" + i + "/file" + i, noise(3000, i));
    }
    try (FileSystem image = open(iso.build())) {
      int open = requests();
      int entries = walk(image).size();
      System.out.println("FOLDERS " + entries + " open " + open + " walk " + requests());
    }
  }

  @Test
  void udf() throws IOException {
    UdfImage udf = UdfImage.named("UDF");
    for (int i = 0; i < 2000; i++) {
      udf.file(name(i), noise(10_000, i));
    }
    try (FileSystem image = open(udf.toBytes())) {
      int open = requests();
      int entries = walk(image).size();
      int walk = requests();
      System.out.println("UDF " + entries + " open " + open + " walk " + walk);
      lookUp(image, names(200));
      System.out.println("UDF look " + requests());
      for (int i = 0; i < 40; i++) System.out.println(i < host.reads().size() ? host.reads().get(i) : "");
    }
  }

  @Test
  void dmg() throws IOException {
    HfsPlusImage hfs = HfsPlusImage.named("HFS");
    for (int i = 0; i < 300; i++) {
      hfs.file("/file" + i, noise(30_000, i));
    }
    try (FileSystem image = open(UdifImage.of(hfs.bytes()).as(UdifImage.Stored.ZLIB).bytes())) {
      int open = requests();
      int entries = walk(image).size();
      System.out.println("DMG " + entries + " open " + open + " walk " + requests());
      for (int i = 0; i < 20; i++) System.out.println(i < host.reads().size() ? host.reads().get(i) : "");
    }
  }

  @Test
  void filesInOrder() throws IOException {
    try (FileSystem image = open(manyFiles())) {
      requests();
      for (int i = 0; i < 400; i++) {
        readSlowly(image, name(i));
      }
      System.out.println("400 files " + requests());
      for (int i = 0; i < 40; i++) System.out.println(i < host.reads().size() ? host.reads().get(i) : "");
    }
  }
}
