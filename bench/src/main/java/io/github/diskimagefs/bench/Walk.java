package io.github.diskimagefs.bench;

import com.github.stephenc.javaisotools.loopfs.iso9660.Iso9660FileEntry;
import com.github.stephenc.javaisotools.loopfs.iso9660.Iso9660FileSystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystem;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import net.sf.sevenzipjbinding.IInArchive;
import net.sf.sevenzipjbinding.SevenZip;
import net.sf.sevenzipjbinding.impl.RandomAccessFileInStream;
import net.sf.sevenzipjbinding.simple.ISimpleInArchiveItem;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** A walk with attributes over many files, open and close included; with every byte read or not. */
public class Walk extends Measured {
  /** Whether every file is read. */
  @Param("false")
  public boolean read;

  private final byte[] buffer = new byte[1 << 16];
  private long sum;

  /** Walks. */
  @Benchmark
  public long walk() throws IOException {
    sum = 0;
    switch (contender) {
      case "default provider" -> walk(file("tree"));
      case "diskimagefs" -> mounted("many.iso", Map.of());
      case "diskimagefs, UDF" -> mounted("many.udf.iso", Map.of("view", "udf"));
      case "diskimagefs, HFS+" -> mounted("many.hfs.iso", Map.of("view", "hfsplus"));
      case "diskimagefs, ext4" -> mounted("many.ext4", Map.of());
      case "diskimagefs, FAT32" -> mounted("many.fat.img", Map.of());
      case "diskimagefs, NTFS" -> mounted("many.ntfs.img", Map.of());
      case "diskimagefs, APFS" -> mounted("many.apfs", Map.of());
      case "diskimagefs, SquashFS" -> mounted("many.squashfs", Map.of());
      case "diskimagefs, EROFS" -> mounted("many.erofs", Map.of());
      case "diskimagefs, heap of 48 MB" -> mounted("million.iso", Map.of());
      case "zipfs" -> mounted("many.zip", Map.of());
      case "loop-fs" -> loopFs();
      case "7-Zip" -> sevenZip();
      default -> throw unknown();
    }
    return sum;
  }

  private void mounted(String name, Map<String, ?> env) throws IOException {
    try (FileSystem fs = mount(name, env)) {
      walk(fs.getPath("/"));
    }
  }

  private void walk(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            sum += attributes.size() + attributes.lastModifiedTime().toMillis();
            if (read) {
              try (InputStream in = Files.newInputStream(file)) {
                sum += drain(in, buffer);
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void loopFs() throws IOException {
    try (Iso9660FileSystem fs = new Iso9660FileSystem(file("many.iso").toFile(), true)) {
      for (Iso9660FileEntry entry : fs) {
        sum += entry.getSize() + entry.getLastModifiedTime();
        if (read && !entry.isDirectory()) {
          try (InputStream in = fs.getInputStream(entry)) {
            sum += drain(in, buffer);
          }
        }
      }
    }
  }

  /** Names, sizes and times; its reading needs a seek and a call back for each file. */
  private void sevenZip() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file("many.iso").toFile(), "r");
        IInArchive archive = SevenZip.openInArchive(null, new RandomAccessFileInStream(file))) {
      for (ISimpleInArchiveItem item : archive.getSimpleInterface().getArchiveItems()) {
        sum += item.getPath().length() + (item.isFolder() ? 0 : item.getSize());
        sum += item.getLastWriteTime() == null ? 0 : item.getLastWriteTime().getTime();
      }
    }
  }
}
