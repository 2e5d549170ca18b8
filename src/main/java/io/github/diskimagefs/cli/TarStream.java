package io.github.diskimagefs.cli;

import io.github.diskimagefs.serve.EntryType;
import io.github.diskimagefs.serve.UnixAttributes;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A tar archive on the standard output: with owners, hard and symbolic links, devices, pipes and
 * extended attributes ({@code SCHILY.xattr}, as GNU tar, star and bsdtar read and write them).
 */
final class TarStream extends TreeWalk implements Closeable {
  /** The blocking factor of tar: 20 records of 512 bytes. */
  private static final int BLOCK_BYTES = 10240;

  private static final int BUFFER = 1 << 17;

  /** As many attributes of one entry as tar readers take; forks may be larger. */
  private static final int MAX_ATTRIBUTE_BYTES = 16 << 20;

  /** Hard links beyond that number are written as files of their own, to bound memory. */
  private static final int MAX_LINKED_FILES = 1 << 20;

  private static final String XATTR = "SCHILY.xattr.";
  private static final int FOLDER_MODE = 0755;
  private static final int FILE_MODE = 0644;
  private static final int PERMISSIONS = 07777;

  private final int strip;
  private final boolean verbose;
  private final Exclusions excluded;
  private final Progress progress;
  private final LeftOut leftOut;
  private final TarArchiveOutputStream tar;
  private final Map<Object, String> linked = new HashMap<>();
  private final byte[] buffer = new byte[BUFFER];

  /**
   * Creates an archive.
   *
   * @param strip number of names that are cut from the start of each path
   * @param verbose whether the name of each entry is printed on the standard error
   */
  TarStream(Console console, Exclusions excluded, int strip, boolean verbose) {
    super(console, excluded);
    this.excluded = excluded;
    this.strip = strip;
    this.verbose = verbose;
    this.progress = console.progress();
    this.leftOut = new LeftOut(console, verbose);
    this.tar = new TarArchiveOutputStream(console.out(), BLOCK_BYTES, "UTF-8");
    // The extended headers have the values that do not fit.
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_TRUNCATE);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
  }

  /** Adds trees. */
  void addAll(List<Path> trees) {
    if (progress.isShown()) {
      progress.start(TotalSize.of(trees, excluded));
    }
    trees.forEach(this::walk);
    leftOut.report();
    progress.clear();
  }

  @Override
  boolean visit(Path entry, BasicFileAttributes attributes) throws IOException {
    if (entry.getNameCount() <= strip) {
      return true;
    }
    String name = entry.subpath(strip, entry.getNameCount()).toString();
    if (verbose) {
      console.note(name);
    }
    progress.name(entry.toString());
    UnixAttributes unix = UnixAttributes.of(entry, attributes);
    EntryType type = EntryType.of(entry, unix == null ? attributes : unix);
    Object key = isLinked(type, unix) ? attributes.fileKey() : null;
    String first = key == null ? null : linked.get(key);
    byte flag =
        switch (type) {
          case FILE -> first == null ? TarConstants.LF_NORMAL : TarConstants.LF_LINK;
          case DIRECTORY -> TarConstants.LF_DIR;
          case SYMLINK -> TarConstants.LF_SYMLINK;
          case CHARACTER_DEVICE -> TarConstants.LF_CHR;
          case BLOCK_DEVICE -> TarConstants.LF_BLK;
          case PIPE -> TarConstants.LF_FIFO;
          default -> 0;
        };
    if (flag == 0) {
      leftOut.add(LeftOut.Kind.SPECIAL, entry.toString());
      return true;
    }
    TarArchiveEntry header =
        new TarArchiveEntry(type == EntryType.DIRECTORY ? name + '/' : name, flag, true);
    PaxHeaders pax = new PaxHeaders();
    pax.name("path", header.getName());
    if (type == EntryType.SYMLINK || first != null) {
      String target = first == null ? Files.readSymbolicLink(entry).toString() : first;
      header.setLinkName(target);
      pax.name("linkpath", target);
    }
    owner(header, pax, type, unix);
    times(header, pax, attributes);
    extended(entry, pax);
    if (flag == TarConstants.LF_NORMAL) {
      header.setSize(attributes.size());
      pax.size(attributes.size());
      file(entry, header, pax);
    } else {
      start(header, pax);
      tar.closeArchiveEntry();
    }
    if (key != null && linked.size() < MAX_LINKED_FILES) {
      linked.putIfAbsent(key, name);
    }
    return true;
  }

  private static boolean isLinked(EntryType type, UnixAttributes unix) {
    return type == EntryType.FILE && unix != null && unix.links() > 1;
  }

  private static void owner(
      TarArchiveEntry header, PaxHeaders pax, EntryType type, UnixAttributes unix) {
    header.setUserName("");
    header.setGroupName("");
    if (unix == null) {
      header.setMode(type == EntryType.DIRECTORY ? FOLDER_MODE : FILE_MODE);
      return;
    }
    header.setMode(unix.mode() & PERMISSIONS);
    header.setUserId(unix.owner());
    header.setGroupId(unix.group());
    pax.id("uid", unix.owner());
    pax.id("gid", unix.group());
    if (type == EntryType.CHARACTER_DEVICE || type == EntryType.BLOCK_DEVICE) {
      header.setDevMajor(DeviceNumber.major(unix.device()));
      header.setDevMinor(DeviceNumber.minor(unix.device()));
    }
  }

  private static void times(
      TarArchiveEntry header, PaxHeaders pax, BasicFileAttributes attributes) {
    header.setModTime(
        Math.max(0, attributes.lastModifiedTime().toInstant().getEpochSecond()) * 1000);
    pax.modified(attributes.lastModifiedTime());
    pax.time("atime", attributes.lastAccessTime());
  }

  private void extended(Path entry, PaxHeaders pax) throws IOException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            entry, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return;
    }
    long left = MAX_ATTRIBUTE_BYTES;
    for (String name : view.list()) {
      int size = view.size(name);
      left -= size;
      if (left < 0 || name.indexOf('=') >= 0) {
        console.fail(entry + ": an archive cannot have its attribute " + name);
        left += size;
        continue;
      }
      ByteBuffer value = ByteBuffer.allocate(size);
      view.read(name, value);
      pax.put(XATTR + name, value.array());
    }
  }

  private void start(TarArchiveEntry header, PaxHeaders pax) throws IOException {
    if (!pax.isEmpty()) {
      byte[] records = pax.bytes();
      TarArchiveEntry extra =
          new TarArchiveEntry("PaxHeaders/extended", TarConstants.LF_PAX_EXTENDED_HEADER_LC);
      extra.setModTime(header.getModTime());
      extra.setSize(records.length);
      tar.putArchiveEntry(extra);
      tar.write(records);
      tar.closeArchiveEntry();
    }
    tar.putArchiveEntry(header);
  }

  /** A file that cannot be read to its end is filled with zeros, because its size is written. */
  private void file(Path file, TarArchiveEntry header, PaxHeaders pax) throws IOException {
    long left = header.getSize();
    try (InputStream in = Files.newInputStream(file)) {
      start(header, pax);
      try {
        while (left > 0 && !console.isGone()) {
          int n = in.read(buffer, 0, (int) Math.min(BUFFER, left));
          if (n < 0) {
            throw new IOException(left + " bytes are missing at its end");
          }
          tar.write(buffer, 0, n);
          left -= n;
          progress.add(n);
        }
      } catch (IOException e) {
        console.fail(file, e);
      }
    }
    if (console.isGone()) {
      return;
    }
    Arrays.fill(buffer, (byte) 0);
    while (left > 0) {
      int n = (int) Math.min(BUFFER, left);
      tar.write(buffer, 0, n);
      left -= n;
    }
    tar.closeArchiveEntry();
  }

  @Override
  public void close() throws IOException {
    if (!console.isGone()) {
      tar.finish();
      tar.flush();
    }
  }
}
