package io.github.diskimagefs.hostile;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFiles;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.container.encrypted.EncryptedFormat;
import io.github.diskimagefs.container.sparse.SparseImageFormat;
import io.github.diskimagefs.container.udif.UdifFormat;
import io.github.diskimagefs.image.TestContext;
import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * The content of a compressed, sparse or encrypted image: most changes to the image itself only
 * cause an error of the codec.
 */
final class Unpacked {
  private static final List<ProbedFormat> FORMATS =
      List.of(new UdifFormat(), new SparseImageFormat(), new EncryptedFormat());

  private Unpacked() {}

  /**
   * Returns a file with the content; null if the image is not valid, none of these, or too large.
   */
  static Path content(Path image, Path folder, Map<String, String> env, int largest)
      throws IOException {
    try (HostFile host = HostFiles.open(image, false)) {
      String name = image.getFileName().toString();
      ImageFile file =
          new ImageFile(name, host, HostFiles.folder(folder, false), new ChunkCache(1 << 20));
      for (ProbedFormat format : FORMATS) {
        if (format.probe(file)) {
          return content(format, file, folder, ImageOptions.from(env), largest);
        }
      }
      return null;
    }
  }

  private static Path content(
      ProbedFormat format, ImageFile file, Path folder, ImageOptions options, int largest)
      throws IOException {
    try (Container container = format.open(file, new TestContext(options))) {
      ByteSource bytes =
          container.content() instanceof Content.NestedImage nested
              ? nested.file().bytes()
              : TestContext.disk(container);
      return bytes.size() > largest ? null : write(bytes, folder.resolve(file.name() + ".img"));
    } catch (IOException e) {
      return null;
    }
  }

  private static Path write(ByteSource disk, Path file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    Files.createFile(file);
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long at = 0; at < disk.size(); at += buffer.position()) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), disk.size() - at));
        disk.readFully(at, buffer);
        out.write(buffer.duplicate().flip(), at);
      }
    }
    return file;
  }
}
