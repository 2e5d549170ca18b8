package io.github.diskimagefs.fuzz;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostFiles;
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerDetector;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.image.TestContext;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.Track;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Ways into single parsers. An {@link IOException} is their answer to nonsense. */
final class Parsers {
  private static final int ENTRIES = 200;
  private static final int BYTES = 1 << 16;
  private static final ImageOptions OPTIONS = ImageOptions.from(Map.of("password", "secret"));
  private static final FileSystem MEMORY = Jimfs.newFileSystem(Configuration.unix());

  private Parsers() {}

  /** A place in memory, of which {@code disc.bin} are sectors of a CD. */
  static Path folder() {
    Path folder = MEMORY.getPath("").toAbsolutePath();
    try {
      if (Files.notExists(folder.resolve("disc.bin"))) {
        Files.write(folder.resolve("disc.bin"), Seeds.disc());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** Opens a container and reads a small part of its content. */
  static void container(ContainerDetector detector, String name, byte[] bytes) {
    HostFolder folder = HostFiles.folder(folder(), false);
    ByteSource source = new ArraySource(bytes);
    ImageFile file = new ImageFile(name, source, folder, new ChunkCache(1 << 20));
    try {
      ContainerFormat format = detector.detect(file);
      if (format == null) {
        return;
      }
      format.scheme();
      try (Container container = format.open(file, new TestContext(OPTIONS))) {
        container.properties();
        Content content = container.content();
        if (content instanceof Content.BlockDevice disk) {
          readAround(disk.bytes());
        }
        for (Disc disc : content.opticalDiscs()) {
          for (Track track : disc.tracks()) {
            quietly(() -> readAround(track.user(true)));
          }
        }
        if (content instanceof Content.NestedImage nested) {
          readAround(nested.file().bytes());
        }
      }
    } catch (IOException e) {
      return; // refused
    }
  }

  /** The same with an image in the data fork of an encoded file. */
  static void container(
      ContainerDetector encoding, ContainerFormat format, String name, byte[] bytes) {
    ImageFile file =
        new ImageFile(
            name,
            new ArraySource(bytes),
            HostFiles.folder(folder(), false),
            new ChunkCache(1 << 20));
    quietly(
        () -> {
          ContainerFormat outer = encoding.detect(file);
          if (outer != null) {
            Content content = outer.open(file, new TestContext(OPTIONS)).content();
            try (Container container =
                format.open(((Content.NestedImage) content).file(), new TestContext(OPTIONS))) {
              container.properties();
              readAround(TestContext.disk(container));
            }
          }
        });
  }

  /** Opens each view of a volume and walks a little. */
  static void volume(VolumeFormat format, byte[] image) {
    VolumeSource source = VolumeSource.of(new ArraySource(image), 2048, new ChunkCache(1 << 20));
    quietly(() -> format.bootImages(source, OPTIONS));
    quietly(() -> format.sessions(source.bytes(), true));
    quietly(() -> format.appended(source.bytes()));
    quietly(
        () -> {
          for (VolumeView view : format.views(source, OPTIONS)) {
            quietly(() -> use(view));
          }
        });
  }

  private static void use(VolumeView view) throws IOException {
    try (Volume volume = view.open()) {
      quietly(volume::properties);
      Deque<Node> open = new ArrayDeque<>();
      open.add(volume.root());
      for (int entries = 0; !open.isEmpty() && entries < ENTRIES; ) {
        Node folder = open.poll();
        try (NodeCursor children = volume.children(folder)) {
          for (Node node = children.next();
              node != null && entries < ENTRIES;
              node = children.next()) {
            entries++;
            if (use(volume, folder, node)) {
              open.add(node);
            }
          }
        } catch (IOException e) {
          entries++; // that folder is broken
        }
      }
    }
  }

  /** Whether it is a folder. */
  private static boolean use(Volume volume, Node folder, Node node) {
    quietly(() -> volume.child(folder, node.name()));
    quietly(node::size);
    quietly(node::modified);
    quietly(
        () -> {
          for (String name : volume.attributes(node)) {
            ByteSource value = volume.attribute(node, name);
            if (value != null) {
              readAround(value);
            }
          }
        });
    switch (node.kind()) {
      case DIRECTORY:
        return true;
      case FILE:
        quietly(() -> readAround(volume.open(node)));
        return false;
      case SYMBOLIC_LINK:
        quietly(() -> volume.target(node));
        return false;
      default:
        return false;
    }
  }

  /** Reads the beginning, the middle and the end of a source, as far as they go. */
  static void readAround(ByteSource source) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    for (long at = 0; at < Math.min(source.size(), BYTES); ) {
      int count = source.read(at, buffer.clear());
      if (count <= 0) {
        throw new AssertionError("read " + count + " of " + source.size() + " at " + at);
      }
      at += count;
    }
    if (source.size() > BYTES) {
      source.read(source.size() / 2, buffer.clear());
      source.read(source.size() - 1, buffer.clear());
    }
  }

  /** Reads a stream as far as is reasonable. */
  static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[4096];
    int total = 0;
    for (int count = in.read(buffer); count >= 0 && total < 1 << 20; count = in.read(buffer)) {
      total += Math.max(1, count);
    }
  }

  /** Something that may fail as broken images do. */
  interface Try {
    void run() throws IOException;
  }

  static void quietly(Try action) {
    try {
      action.run();
    } catch (IOException e) {
      return; // refused
    }
  }
}
