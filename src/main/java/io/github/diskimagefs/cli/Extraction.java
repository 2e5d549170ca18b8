package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Copies entries of an image into a folder, never out of it.
 *
 * <p>Folders and files come first, and only into real folders; symbolic links are made after them,
 * so that nothing is ever written through one; attributes of folders are set last, because some
 * forbid writing.
 */
final class Extraction extends SimpleFileVisitor<Path> {
  private final Console console;
  private final Path target;
  private final ExtractOptions options;
  private final List<Path> requested;
  private final HostName names;
  private final AttributeCopier attributes;
  private final LeftOut leftOut;
  private final Progress progress;

  private final List<Link> links = new ArrayList<>();
  private final List<Path[]> folders = new ArrayList<>();
  private final Deque<TargetFolder> open = new ArrayDeque<>();

  /** Receives the entries of all folders whose names are cut off. */
  private final TargetFolder stripped;

  private CopyQueue files;
  private boolean lossReported;

  /** A symbolic link to make. */
  private record Link(Path entry, TargetFolder folder, Path host) {}

  /**
   * Creates an extraction.
   *
   * @param target an existing folder
   * @param requested entries of the image, absolute
   */
  Extraction(Console console, Path target, ExtractOptions options, List<Path> requested) {
    this.console = console;
    this.target = target;
    this.options = options;
    this.requested = requested;
    this.names = HostName.of(target.getFileSystem());
    this.attributes = new AttributeCopier(options.preserve());
    this.leftOut = new LeftOut(console, options.verbose());
    this.progress = console.progress();
    this.stripped = new TargetFolder(null, target);
  }

  void run() {
    if (progress.isShown()) {
      progress.start(TotalSize.of(requested, options.excluded()));
    }
    try (FileCopier first = new FileCopier(options.overwrite(), attributes, progress);
        FileCopier second = new FileCopier(options.overwrite(), attributes, progress);
        CopyQueue queue = new CopyQueue(first, second, this::finish)) {
      files = queue;
      for (Path path : requested) {
        try {
          open.push(parent(path));
          Files.walkFileTree(path, this);
        } catch (IOException e) {
          fail(path, e);
        }
        queue.drain();
        open.clear();
      }
    }
    for (Link link : links) {
      try {
        make(link);
      } catch (IOException | UnsupportedOperationException | InvalidPathException e) {
        fail(link.entry(), e);
      }
    }
    for (int i = folders.size() - 1; i >= 0; i--) {
      CopyWarnings warnings = new CopyWarnings();
      attributes.copyToFolder(folders.get(i)[0], folders.get(i)[1], warnings);
      print(warnings);
    }
    leftOut.report();
    progress.clear();
  }

  /** Makes the folders that contain a requested entry. */
  private TargetFolder parent(Path path) throws IOException {
    TargetFolder folder = options.strip() > 0 ? stripped : new TargetFolder(null, target);
    for (int i = options.strip(); i < path.getNameCount() - 1; i++) {
      Path child = folder.child(names.of(path.getName(i).toString()));
      folder.makeFolder(child, options.strip() > 0);
      folder = new TargetFolder(null, child);
    }
    return folder;
  }

  /** Returns the path on the host for an entry of the folder in work. */
  private Path host(Path entry) throws IOException {
    String name = entry.getFileName().toString();
    String changed = names.of(name);
    Path host = open.element().child(changed);
    if (!changed.equals(name)) {
      leaveOut(LeftOut.Kind.RENAMED, entry + " -> " + changed);
    }
    return host;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes basic) {
    if (options.excluded().contains(folder)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    Object key = basic.fileKey() == null ? folder : basic.fileKey();
    if (open.stream().anyMatch(each -> key.equals(each.key()))) {
      files.drain();
      console.fail(folder + ": is a folder inside itself");
      return FileVisitResult.SKIP_SUBTREE;
    }
    boolean top = folder.getNameCount() <= options.strip();
    Path host = target;
    if (!top) {
      try {
        host = host(folder);
        awaitSimilar(open.element(), host);
        open.element().makeFolder(host, options.strip() > 0);
        folders.add(new Path[] {folder, host});
        say(folder);
      } catch (IOException e) {
        fail(folder, e);
        return FileVisitResult.SKIP_SUBTREE;
      }
    }
    open.push(top ? new TargetFolder(key, stripped) : new TargetFolder(key, host));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException e) {
    open.pop();
    if (e != null) {
      fail(folder, e);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes basic) {
    if (file.getNameCount() <= options.strip() || options.excluded().contains(file)) {
      return FileVisitResult.CONTINUE;
    }
    if (basic.isOther()) {
      leaveOut(LeftOut.Kind.SPECIAL, file.toString());
      return FileVisitResult.CONTINUE;
    }
    try {
      TargetFolder folder = open.element();
      Path host = host(file);
      if (basic.isSymbolicLink()) {
        links.add(new Link(file, folder, host));
        return FileVisitResult.CONTINUE;
      }
      say(file);
      awaitSimilar(folder, host);
      folder.start(host);
      files.add(
          new CopyRequest(file, basic, folder, host, folder.similar(host), new CopyWarnings()));
    } catch (IOException e) {
      fail(file, e);
    }
    return FileVisitResult.CONTINUE;
  }

  /** Waits for the copy of a file if the host may take its name for this one. */
  private void awaitSimilar(TargetFolder folder, Path host) {
    if (folder.isStarted(host)) {
      files.drain();
    }
  }

  /** Handles the result of a copy. */
  private void finish(CopyQueue.Copy copy) {
    CopyRequest request = copy.request();
    try {
      boolean copied = copy.isCopied();
      print(request.warnings());
      if (copied) {
        request.folder().made(request.host());
      } else if (options.overwrite() == OverwritePolicy.NEVER) {
        leftOut.add(LeftOut.Kind.EXISTING, request.file().toString());
      }
    } catch (IOException e) {
      print(request.warnings());
      console.fail(request.file(), e);
    } finally {
      request.folder().end(request.host());
    }
  }

  private void print(CopyWarnings warnings) {
    if (!warnings.lostAttributes().isEmpty() && !lossReported) {
      lossReported = true;
      console.warn(warnings.lostAttributes());
    }
    warnings.lines().forEach(console::warn);
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    fail(file, e);
    return FileVisitResult.CONTINUE;
  }

  private void make(Link link) throws IOException {
    String leadsTo = Files.readSymbolicLink(link.entry()).toString();
    int depth = link.entry().getNameCount() - 1 - options.strip();
    Optional<Path> to =
        options.links() == OutsideLinkPolicy.KEEP
            ? Optional.of(target.getFileSystem().getPath(leadsTo))
            : LinkGuard.inside(leadsTo, depth, names, link.host());
    if (to.isEmpty()) {
      leftOut.add(LeftOut.Kind.OUTSIDE_LINK, link.entry() + " -> " + leadsTo);
      return;
    }
    BasicFileAttributes existing = FileCopier.attributesOf(link.host());
    if (existing != null) {
      link.folder().requireNotMade(link.host());
      if (existing.isSymbolicLink() && Files.readSymbolicLink(link.host()).equals(to.get())) {
        return; // made by an earlier run
      }
      if (existing.isSymbolicLink() && options.overwrite() == OverwritePolicy.NEVER) {
        leftOut.add(LeftOut.Kind.EXISTING, link.entry().toString());
        return;
      }
      if (!ExistingEntry.isReplaceable(existing) || options.overwrite() == OverwritePolicy.NEVER) {
        throw ExistingEntry.kept(link.host(), existing);
      }
      Files.delete(link.host());
    }
    say(link.entry());
    Files.createSymbolicLink(link.host(), to.get());
    link.folder().made(link.host());
    CopyWarnings warnings = new CopyWarnings();
    attributes.copyTimes(link.entry(), link.host(), warnings);
    print(warnings);
  }

  private void say(Path entry) {
    if (options.verbose()) {
      console.line(DisplayText.name(entry.toString()));
    }
    progress.name(entry.toString());
  }

  /** Counts an entry that is left out, after the messages about the entries before it. */
  private void leaveOut(LeftOut.Kind kind, String entry) {
    if (options.verbose()) {
      files.drain();
    }
    leftOut.add(kind, entry);
  }

  /** Prints an error after the messages about the entries before it. */
  private void fail(Path entry, Exception e) {
    files.drain();
    console.fail(entry, e);
  }
}
