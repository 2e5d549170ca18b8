package io.github.diskimagefs.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An ISO 9660 image made in memory: one session, sectors of 2048 bytes, Rock Ridge and Joliet
 * unless told otherwise.
 *
 * <pre>{@code
 * byte[] image = IsoImage.named("DEMO").file("/docs/a.txt", "text").symlink("/l", "docs").build();
 * }</pre>
 */
public final class IsoImage {
  /** When everything was modified that was not told otherwise. */
  public static final Instant TIME = Instant.parse("2024-02-29T12:34:56Z");

  private static final int SECTOR = 2048;

  private final String label;
  private final IsoEntry root = new IsoEntry("", null, IsoEntry.DIRECTORY);
  private final List<IsoEntry> all = new ArrayList<>(List.of(root));
  private boolean rockRidge = true;
  private boolean joliet = true;
  private int room;

  private IsoImage(String label) {
    this.label = label;
    root.serial = 1;
  }

  /** An image with an empty root. */
  public static IsoImage named(String label) {
    return new IsoImage(label);
  }

  /** Leaves Rock Ridge out: no symbolic links, no modes. */
  public IsoImage withoutRockRidge() {
    rockRidge = false;
    return this;
  }

  /** Leaves the Joliet tree out. */
  public IsoImage withoutJoliet() {
    joliet = false;
    return this;
  }

  /** Leaves sectors free after the descriptors, for the descriptors of another format. */
  public IsoImage room(int sectors) {
    room = sectors;
    return this;
  }

  /** Adds a directory, and those above it. */
  public IsoImage dir(String path) {
    add(path, IsoEntry.DIRECTORY);
    return this;
  }

  /** Adds a file, and the directories above it. */
  public IsoImage file(String path, byte[] content) {
    add(path, IsoEntry.FILE).content = content;
    return this;
  }

  /** Adds a file of text in UTF-8. */
  public IsoImage file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a file compressed by zisofs, which only the Rock Ridge tree shows decoded. */
  public IsoImage zisofs(String path, byte[] content) {
    IsoEntry entry = add(path, IsoEntry.FILE);
    entry.content = ZisofsFile.pack(content, 1);
    entry.zisofsSize = content.length;
    return this;
  }

  /** Adds a symbolic link, of which only the Rock Ridge tree knows. */
  public IsoImage symlink(String path, String target) {
    add(path, IsoEntry.SYMLINK).target = target;
    return this;
  }

  /** Adds another name of a file, or of a directory, which no valid image has. */
  public IsoImage hardLink(String path, String existing) {
    IsoEntry entry = find(existing);
    IsoEntry link = add(path, entry.mode);
    link.linked = entry.data();
    link.modified = entry.modified;
    return this;
  }

  /** Sets the permission bits of an entry. */
  public IsoImage permissions(String path, int bits) {
    IsoEntry entry = find(path);
    entry.mode = (entry.mode & 0170000) | bits;
    return this;
  }

  /** Sets the owner and group of an entry. */
  public IsoImage owner(String path, long uid, long gid) {
    IsoEntry entry = find(path);
    entry.uid = uid;
    entry.gid = gid;
    return this;
  }

  /** Sets the time of modification of an entry, from 1900 to 2155, in whole seconds. */
  public IsoImage modified(String path, Instant time) {
    find(path).modified = time;
    return this;
  }

  private IsoEntry find(String path) {
    IsoEntry at = root;
    for (String part : path.split("/")) {
      if (!part.isEmpty()) {
        at = at.children.get(part);
        if (at == null) {
          throw new IllegalArgumentException("no " + path);
        }
      }
    }
    return at;
  }

  private IsoEntry add(String path, int mode) {
    List<String> parts = Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    IsoEntry at = root;
    for (int i = 0; i < parts.size(); i++) {
      IsoEntry child = at.children.get(parts.get(i));
      if (child == null) {
        int kind = i == parts.size() - 1 ? mode : IsoEntry.DIRECTORY;
        child = new IsoEntry(parts.get(i), at, kind);
        at.children.put(parts.get(i), child);
        all.add(child);
        child.serial = all.size();
      }
      at = child;
    }
    return at;
  }

  /** Writes the image to a file of any provider. */
  public Path writeTo(Path file) throws IOException {
    return Files.write(file, build());
  }

  /** The image. */
  public byte[] build() {
    // Twice: the first time for the sizes, from which the places follow.
    IsoSectors draft = lay(0);
    IsoSectors image = lay(draft.count());
    return image.toArray();
  }

  private IsoSectors lay(int volumeSize) {
    IsoSectors out = new IsoSectors();
    List<IsoEntry> directories = root.directories();
    int trees = joliet ? 2 : 1;
    int[] tables = new int[trees];
    int[] tableSizes = new int[trees];
    int[] tableSectors = new int[trees];
    IsoDirectories[] writers = new IsoDirectories[trees];
    int next = 16 + trees + 1 + room;
    for (int tree = 0; tree < trees; tree++) {
      writers[tree] = new IsoDirectories(tree, rockRidge && tree == 0, all);
      for (int i = 0; i < directories.size(); i++) {
        directories.get(i).number[tree] = i + 1;
      }
      tables[tree] = next;
      tableSizes[tree] = writers[tree].pathTable(directories, false).length;
      tableSectors[tree] = sectors(tableSizes[tree]);
      next += 2 * tableSectors[tree];
      IsoContinuations sizing = new IsoContinuations(0);
      for (IsoEntry directory : directories) {
        directory.size[tree] = writers[tree].directory(directory, sizing).length;
        directory.extent[tree] = next;
        next += sectors(directory.size[tree]);
      }
      if (tree == 0) {
        out.continueAt(next);
        next += sectors(sizing.toArray().length);
      }
    }
    for (IsoEntry file : all) {
      if (!file.isDirectory() && file.linked == null) {
        Arrays.fill(file.extent, next);
        out.put(next, file.content);
        next += sectors(file.content.length);
      }
    }
    out.end(next);
    for (int tree = 0; tree < trees; tree++) {
      out.put(
          16 + tree,
          descriptor(tree, tables[tree], tableSizes[tree], tableSectors[tree], volumeSize));
      out.put(tables[tree], writers[tree].pathTable(directories, false));
      out.put(tables[tree] + tableSectors[tree], writers[tree].pathTable(directories, true));
      for (IsoEntry directory : directories) {
        out.put(directory.extent[tree], writers[tree].directory(directory, out.continuations));
      }
    }
    out.put(16 + trees, new IsoBytes().u8(255).ascii("CD001").u8(1).toArray()); // §8.3
    out.putContinuations();
    return out;
  }

  /** §8.4 and §8.5. */
  private byte[] descriptor(int tree, int table, int tableSize, int tableSectors, int volumeSize) {
    boolean ucs2 = tree == IsoDirectories.JOLIET;
    IsoBytes out =
        new IsoBytes()
            .u8(ucs2 ? 2 : 1)
            .ascii("CD001")
            .u8(1, 0)
            .text("", 32, ucs2)
            .text(label.substring(0, Math.min(label.length(), ucs2 ? 16 : 32)), 32, ucs2)
            .zeros(8)
            .both32(volumeSize)
            .ascii(ucs2 ? "%/E" : "")
            .padTo(120, 0)
            .both16(1)
            .both16(1)
            .both16(SECTOR)
            .both32(tableSize)
            .le32(table)
            .le32(0)
            .be32(table + tableSectors)
            .be32(0)
            .u8(34, 0)
            .both32(root.extent[tree])
            .both32(root.size[tree])
            .shortTime(root.modified)
            .u8(2, 0, 0)
            .both16(1)
            .u8(1, 0);
    for (int i = 0; i < 4; i++) {
      out.text("", 128, ucs2); // volume set, publisher, data preparer, application
    }
    for (int i = 0; i < 3; i++) {
      out.text("", 37, ucs2); // copyright, abstract, bibliographic files
    }
    return out.longTime(TIME).longTime(TIME).noTime().noTime().u8(1).toArray();
  }

  private static int sectors(int size) {
    return (size + SECTOR - 1) / SECTOR;
  }
}
