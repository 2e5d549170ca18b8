package io.github.diskimagefs.hostile;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFiles;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.udif.UdifFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The disk inside of a compressed image: most changes to the image itself only spoil the codec. */
final class Unpacked {
  private Unpacked() {}

  /** A file with the disk; null if the image is no sound UDIF, or its disk too large. */
  static Path disk(Path image, Path folder, int largest) throws IOException {
    UdifFormat format = new UdifFormat();
    try (HostFile host = HostFiles.open(image, false)) {
      String name = image.getFileName().toString();
      ImageFile file =
          new ImageFile(name, host, HostFiles.folder(folder, false), new ChunkCache(1 << 20));
      if (!format.probe(file)) {
        return null;
      }
      try (Container container = format.open(file, ImageOptions.DEFAULTS)) {
        ByteSource disk = container.disk();
        return disk.size() > largest ? null : write(disk, folder.resolve(name + ".img"));
      } catch (IOException e) {
        return null;
      }
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
