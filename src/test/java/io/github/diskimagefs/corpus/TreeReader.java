package io.github.diskimagefs.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads a mounted tree, every byte of it, as a manifest. */
final class TreeReader {
  private static final int WAV_HEADER = 44;

  private TreeReader() {}

  /** Returns all entries but the root; for an unreadable entry the hash names the error. */
  static Manifest manifest(FileSystem image) throws IOException {
    return manifest(image, Manifest.of(List.of()));
  }

  /** Returns all entries as {@link #manifest(FileSystem)}; reads no file that is not hashed. */
  static Manifest manifest(FileSystem image, Manifest expected) throws IOException {
    List<ManifestLine> lines = new ArrayList<>();
    Path root = image.getPath("/");
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes basic)
              throws IOException {
            if (!folder.equals(root)) {
              lines.add(line(folder, basic, false));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes basic)
              throws IOException {
            ManifestLine wanted = expected.line(file.toString());
            boolean hashed = wanted == null || !wanted.hash().equals("-");
            lines.add(line(file, basic, hashed));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(root)) {
              throw e;
            }
            lines.add(new ManifestLine("?", "-", "!" + e, "-", "-", file.toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            if (e != null && folder.equals(root)) {
              throw e;
            }
            if (e != null) {
              lines.add(
                  new ManifestLine("?", "-", "!" + e, "-", "-", folder.resolve("…").toString()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return Manifest.of(lines);
  }

  private static ManifestLine line(Path path, BasicFileAttributes basic, boolean hashed)
      throws IOException {
    String type =
        basic.isDirectory() ? "d" : basic.isSymbolicLink() ? "l" : basic.isOther() ? "o" : "f";
    boolean file = type.equals("f");
    String hash = file && hashed ? content(path, basic.size(), 0) : "-";
    return new ManifestLine(
        type,
        file || type.equals("l") ? Long.toString(basic.size()) : "-",
        type.equals("l") ? target(path) : hash,
        mode(path),
        Long.toString(Math.floorDiv(basic.lastModifiedTime().to(TimeUnit.MILLISECONDS), 1000L)),
        path.toString());
  }

  /** Returns an audio track as in manifests: the samples after the header. */
  static ManifestLine track(Path wave) throws IOException {
    long size = Files.size(wave);
    String hash = content(wave, size, WAV_HEADER);
    return new ManifestLine("t", Long.toString(size - WAV_HEADER), hash, "-", "-", wave.toString());
  }

  private static String mode(Path path) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return "-";
    }
    int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return String.format("%04o", mode & 07777);
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "!" + e;
    }
  }

  private static String content(Path file, long size, int skip) {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(skip);
      return sha256(in, size - skip);
    } catch (IOException e) {
      return "!" + e;
    }
  }

  /** The SHA-256 of a stream; says so if its length is another than {@code size}. */
  static String sha256(InputStream in, long size) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
      total += n;
    }
    String hash = HexFormat.of().formatHex(digest.digest());
    return total == size ? hash : hash + " of " + total + " bytes";
  }
}
