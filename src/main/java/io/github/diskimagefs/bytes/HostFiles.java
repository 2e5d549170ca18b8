package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Opens host files: the one place of this package that knows paths. */
public final class HostFiles {
  private HostFiles() {}

  /** Opens a file of any provider. */
  public static HostFile open(Path path, boolean mapped) throws IOException {
    Path file = path.toAbsolutePath();
    return new HostFile(file.toString(), () -> channel(file), mapped);
  }

  private static SeekableByteChannel channel(Path path) throws IOException {
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (UnsupportedOperationException e) {
      return Files.newByteChannel(path, StandardOpenOption.READ);
    }
  }

  /** The files of a folder. */
  public static HostFolder folder(Path folder, boolean mapped) {
    return new PathFolder(folder.toAbsolutePath(), mapped);
  }

  private record PathFolder(Path folder, boolean mapped) implements HostFolder {
    @Override
    public List<String> names(int limit) throws IOException {
      List<String> names = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          if (names.size() == limit) {
            break;
          }
          names.add(entry.getFileName().toString());
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      } catch (NotDirectoryException e) {
        return List.of();
      }
      return names;
    }

    @Override
    public HostFile open(String name) throws IOException {
      Path file;
      try {
        file = folder.resolve(name).normalize();
      } catch (InvalidPathException e) {
        return null; // no such name on this host, so no such file
      }
      if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
        return null;
      }
      return HostFiles.open(file, mapped);
    }
  }
}
