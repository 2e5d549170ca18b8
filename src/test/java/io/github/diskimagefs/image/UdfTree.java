package io.github.diskimagefs.image;

import java.util.ArrayList;
import java.util.List;

/** Writes file entries and directories, ECMA-167 part 4. */
final class UdfTree {
  private final UdfPartition partition;
  private final int blockSize;
  private final boolean extended;
  private long uniqueId = 16;

  UdfTree(UdfPartition partition, int blockSize, boolean extended) {
    this.partition = partition;
    this.blockSize = blockSize;
    this.extended = extended;
  }

  void write(UdfEntry root) {
    place(root);
    write(root, root);
  }

  private void place(UdfEntry entry) {
    if (entry.sameIcbAs == null) {
      entry.block = partition.takeIcb(entry.earlierVersions > 0 ? 2 : 1);
    }
    entry.children.forEach(this::place);
  }

  private void write(UdfEntry entry, UdfEntry parent) {
    if (entry.sameIcbAs != null) {
      return;
    }
    if (entry.isDirectory()) {
      byte[] content = directory(entry, parent);
      entry.pieces.clear();
      entry.content(content);
    }
    UdfEntry streams = streams(entry);
    writeIcb(entry, streams);
    entry.children.forEach(child -> write(child, entry));
  }

  private UdfEntry streams(UdfEntry entry) {
    if (entry.streams.isEmpty()) {
      return null;
    }
    UdfEntry directory = new UdfEntry(new byte[0], 13).form(UdfEntry.Form.EMBEDDED);
    directory.children.addAll(entry.streams);
    place(directory);
    write(directory, entry);
    return directory;
  }

  private byte[] directory(UdfEntry directory, UdfEntry parent) {
    UdfBytes out = new UdfBytes();
    out.bytes(identifier(new byte[0], 0x0A, parent));
    for (UdfEntry child : directory.children) {
      UdfEntry target = child.sameIcbAs == null ? child : child.sameIcbAs;
      int characteristics = child.characteristics | (target.isDirectory() ? 2 : 0);
      out.bytes(identifier(child.name, characteristics, target));
    }
    return out.toArray();
  }

  /** 4/14.4. */
  private byte[] identifier(byte[] name, int characteristics, UdfEntry target) {
    UdfBytes out =
        UdfBytes.descriptor()
            .le16(1)
            .u8(characteristics, name.length)
            .longAd(blockSize, target.block, partition.reference())
            .le16(0)
            .bytes(name);
    return out.padTo((out.size() + 3) / 4 * 4).tagged(257, 0);
  }

  /** Under strategy 4096 a chain: superseded entries, each with an indirect entry to the next. */
  private void writeIcb(UdfEntry entry, UdfEntry streams) {
    byte[] descriptors = descriptors(entry);
    long block = entry.block;
    for (int i = 0; i < entry.earlierVersions; i++) {
      UdfEntry old = new UdfEntry(entry.name, entry.type).form(UdfEntry.Form.EMBEDDED);
      old.block = block;
      partition.writeIcb(block, fileEntry(old, new byte[0], null, 4096));
      long next = partition.takeIcb(2);
      partition.writeIcb(
          block + 1,
          UdfBytes.descriptor()
              .icbTag(4096, 3, 0)
              .longAd(blockSize, next, partition.reference())
              .tagged(259, block + 1));
      block = next;
    }
    UdfEntry last = entry;
    long first = entry.block;
    last.block = block;
    partition.writeIcb(block, fileEntry(last, descriptors, streams, strategy(entry)));
    last.block = first;
  }

  private static int strategy(UdfEntry entry) {
    return entry.earlierVersions > 0 ? 4096 : 4;
  }

  /** 4/14.9 and 4/14.17. */
  private byte[] fileEntry(UdfEntry entry, byte[] descriptors, UdfEntry streams, int strategy) {
    byte[] attributes = entry.attributeSpace();
    UdfBytes out =
        UdfBytes.descriptor()
            .icbTag(strategy, entry.type, entry.form.flag | entry.flags)
            .le32(entry.uid)
            .le32(entry.gid)
            .le32(entry.permissions)
            .le16(1)
            .u8(0, 0)
            .le32(0)
            .le64(entry.size());
    if (extended) {
      out.le64(entry.size());
    }
    out.le64(0)
        .timestamp(entry.modified, entry.zoneMinutes)
        .timestamp(entry.modified, entry.zoneMinutes);
    if (extended) {
      out.timestamp(entry.created, entry.zoneMinutes);
    }
    out.timestamp(entry.modified, entry.zoneMinutes).le32(1);
    if (extended) {
      out.le32(0);
    }
    out.zeros(16);
    if (extended) {
      out.longAd(
          streams == null ? 0 : blockSize,
          streams == null ? 0 : streams.block,
          streams == null ? 0 : partition.reference());
    }
    out.regid("*diskimagefs test", 0)
        .le64(uniqueId++)
        .le32(attributes.length)
        .le32(descriptors.length)
        .bytes(attributes)
        .bytes(descriptors);
    return out.tagged(extended ? 266 : 261, entry.block);
  }

  private byte[] descriptors(UdfEntry entry) {
    if (entry.form == UdfEntry.Form.EMBEDDED) {
      UdfBytes out = new UdfBytes();
      entry.pieces.forEach(piece -> out.bytes(piece.data));
      return out.toArray();
    }
    List<byte[]> list = new ArrayList<>();
    for (UdfEntry.Piece piece : entry.pieces) {
      if (piece.length > 0) {
        long block = piece.data == null ? 0 : partition.store(piece.data);
        list.add(descriptor(entry.form, piece.type, piece.length, block));
      }
    }
    return entry.chained && list.size() > 1 ? chain(entry.form, list) : join(list);
  }

  /** Each descriptor after the first in an allocation extent of its own, 4/14.5. */
  private byte[] chain(UdfEntry.Form form, List<byte[]> list) {
    byte[] following = list.get(list.size() - 1);
    for (int i = list.size() - 2; i >= 0; i--) {
      long block = partition.take(1);
      partition.write(
          block,
          UdfBytes.descriptor().le32(0).le32(following.length).bytes(following).tagged(258, block));
      following = join(List.of(list.get(i), descriptor(form, 3, blockSize, block)));
    }
    return following;
  }

  private static byte[] join(List<byte[]> list) {
    UdfBytes out = new UdfBytes();
    list.forEach(out::bytes);
    return out.toArray();
  }

  /** 4/14.14.1 to 4/14.14.3. */
  private static byte[] descriptor(UdfEntry.Form form, int type, long length, long block) {
    long word = length | (long) type << 30;
    return switch (form) {
      case SHORT -> new UdfBytes().le32(word).le32(block).toArray();
      case LONG -> new UdfBytes().longAd(word, block, 0).toArray();
      default ->
          new UdfBytes()
              .le32(word)
              .le32(length)
              .le32(length)
              .le32(block)
              .le16(0)
              .zeros(2)
              .toArray();
    };
  }
}
