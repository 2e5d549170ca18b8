package io.github.diskimagefs.cli;

import io.github.diskimagefs.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Copies entries of an image into a folder, never out of it.
 *
 * <p>Folders and files come first, and only into real folders; symbolic links come when all else is
 * there, so that nothing is ever written through one; attributes of folders come last, for some
 * forbid writing.
 */
final class Extraction extends SimpleFileVisitor<Path> {
  private static final long PORTION = 4L << 20;
  private static final int BUFFER = 1 << 17;

  private final Console console;
  private final Path target;
  private final boolean overwrite;
  private final boolean verbose;
  private final List<Path> requested;
  private final HostName names;
  private final AttributeCopier attributes;

  private final List<Path> links = new ArrayList<>();
  private final List<Path[]> folders = new ArrayList<>();
  private final Deque<Object> open = new ArrayDeque<>();
  private Progress progress;

  Extraction(
      Console console, Path target, boolean overwrite, boolean verbose, List<Path> requested) {
    this.console = console;
    this.target = target;
    this.overwrite = overwrite;
    this.verbose = verbose;
    this.requested = requested;
    this.names = new HostName(target.getFileSystem().getSeparator());
    this.attributes = new AttributeCopier(console);
  }

  void run() throws IOException {
    progress = new Progress(console.isTerminal() ? console.err() : null, total());
    for (Path path : requested) {
      try {
        prepareParents(path);
        Files.walkFileTree(path, this);
      } catch (IOException e) {
        fail(e);
      }
    }
    for (Path link : links) {
      try {
        link(link);
      } catch (IOException | UnsupportedOperationException e) {
        fail(e);
      }
    }
    for (int i = folders.size() - 1; i >= 0; i--) {
      attributes.copy(folders.get(i)[0], folders.get(i)[1]);
    }
    progress.clear();
  }

  private long total() throws IOException {
    if (!console.isTerminal()) {
      return 0;
    }
    long[] sum = {0};
    for (Path path : requested) {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes basic) {
              sum[0] += basic.size();
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE; // said when it is extracted
            }
          });
    }
    return sum[0];
  }

  /** The folders above a path that was asked for by name. */
  private void prepareParents(Path path) throws IOException {
    Path above = path.getParent();
    for (int i = 1; above != null && i <= above.getNameCount(); i++) {
      makeFolder(host(path.getRoot().resolve(above.subpath(0, i))));
    }
  }

  /** The place on the host of an entry of the image. */
  private Path host(Path entry) throws IOException {
    Path host = target;
    for (Path name : entry) {
      Path child = host.resolve(names.of(name.toString()));
      if (!host.equals(child.getParent())) {
        throw new IOException(entry + ": its name cannot be a file's here");
      }
      host = child;
    }
    return host;
  }

  private void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      // A link to a folder is no folder: what goes in could end anywhere.
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new NotDirectoryException(folder.toString());
      }
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes basic)
      throws IOException {
    Object key = basic.fileKey();
    if (key != null && open.contains(key)) {
      console.fail(Failure.clean(folder + ": is a folder inside itself"));
      return FileVisitResult.SKIP_SUBTREE;
    }
    if (folder.getNameCount() > 0) {
      try {
        Path host = host(folder);
        makeFolder(host);
        folders.add(new Path[] {folder, host});
        say(folder);
      } catch (IOException e) {
        fail(e);
        return FileVisitResult.SKIP_SUBTREE;
      }
    }
    open.push(key == null ? folder : key);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException e) {
    open.pop();
    if (e != null) {
      fail(e);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes basic) {
    if (basic.isSymbolicLink()) {
      links.add(file);
      return FileVisitResult.CONTINUE;
    }
    if (basic.isOther()) {
      progress.clear();
      console.warn(Failure.clean(file + ": left out, it is a device, pipe or socket"));
      return FileVisitResult.CONTINUE;
    }
    try {
      Path host = host(file);
      say(file);
      content(file, makeRoom(host));
      attributes.copy(file, host);
    } catch (IOException e) {
      fail(e);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    fail(e);
    return FileVisitResult.CONTINUE;
  }

  private Path makeRoom(Path host) throws IOException {
    if (overwrite && !Files.isDirectory(host, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(host);
    }
    return host;
  }

  /** CREATE_NEW fails where anything stands already, a link too. */
  private void content(Path file, Path host) throws IOException {
    try (FileChannel in = FileChannel.open(file);
        WritableByteChannel out =
            Files.newByteChannel(
                host, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      if (out instanceof FileChannel target && in.size() >= SparseTransfer.MIN_FILE_BYTES) {
        SparseTransfer.copy(in, target, stored(file), progress::add);
      } else if (out instanceof FileChannel) {
        transfer(in, out);
      } else {
        copy(in, out);
      }
    }
  }

  /** Returns the parts of a file that a host file stores; none if the provider does not tell. */
  private static List<Extent> stored(Path file) {
    try {
      return Files.getAttribute(file, "image:extents") instanceof List<?> extents
          ? extents.stream().map(Extent.class::cast).toList()
          : List.of();
    } catch (IOException e) {
      return List.of(); // too many, or broken: reading the file reports that
    }
  }

  private void transfer(FileChannel in, WritableByteChannel out) throws IOException {
    long position = 0;
    for (long size = in.size(); position < size; ) {
      long moved = in.transferTo(position, Math.min(PORTION, size - position), out);
      if (moved <= 0) {
        throw new IOException("no more bytes at " + position + " of " + size);
      }
      position += moved;
      progress.add(moved);
    }
  }

  private void copy(FileChannel in, WritableByteChannel out) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (in.read(buffer) >= 0) {
      buffer.flip();
      progress.add(buffer.remaining());
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      buffer.clear();
    }
  }

  private void link(Path link) throws IOException {
    Path host = host(link);
    String leadsTo = Files.readSymbolicLink(link).toString();
    Optional<Path> inside = LinkGuard.inside(leadsTo, link.getNameCount() - 1, names, host);
    if (inside.isEmpty()) {
      progress.clear();
      console.warn(
          Failure.clean(link + ": left out, the link leads out of the folder: " + leadsTo));
      return;
    }
    say(link);
    Files.createSymbolicLink(makeRoom(host), inside.get());
    attributes.copyTimes(link, host);
  }

  private void say(Path entry) {
    if (verbose) {
      progress.clear();
      console.out().println(Failure.clean(entry.toString()));
    }
    progress.file(Failure.clean(entry.toString()));
  }

  private void fail(Exception e) {
    progress.clear();
    console.fail(Failure.inOneLine(e));
  }
}
