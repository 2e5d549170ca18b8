package io.github.diskimagefs.image;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An entry of a {@link UdfImage} and how it is to be recorded. */
public final class UdfEntry {
  /** Kinds of allocation descriptors, ECMA-167 4/14.6.8. */
  public enum Form {
    SHORT(0),
    LONG(1),
    EXTENDED(2),
    EMBEDDED(3);

    final int flag;

    Form(int flag) {
      this.flag = flag;
    }
  }

  /** A stretch of content; {@code data} null where nothing is recorded. */
  static final class Piece {
    final byte[] data;
    final long length;
    final int type;

    Piece(byte[] data, long length, int type) {
      this.data = data;
      this.length = length;
      this.type = type;
    }
  }

  final byte[] name;
  final int type;
  final List<UdfEntry> children = new ArrayList<>();
  final List<UdfEntry> streams = new ArrayList<>();
  final List<byte[]> attributes = new ArrayList<>();
  final List<Piece> pieces = new ArrayList<>();
  UdfEntry sameIcbAs;
  int characteristics;
  int permissions = 0x14A5 | 2 << 10;
  int flags;
  long uid = 0xFFFF_FFFFL;
  long gid = 0xFFFF_FFFFL;
  Form form = Form.LONG;
  boolean chained;
  int earlierVersions;
  Instant modified = Instant.ofEpochSecond(1_600_000_000);
  Instant created = Instant.ofEpochSecond(1_500_000_000);
  int zoneMinutes;
  long block;

  UdfEntry(byte[] name, int type) {
    this.name = name;
    this.type = type;
  }

  boolean isDirectory() {
    return type == 4 || type == 13;
  }

  long size() {
    return pieces.stream().mapToLong(piece -> piece.length).sum();
  }

  UdfEntry content(byte[] content) {
    pieces.add(new Piece(content, content.length, 0));
    return this;
  }

  /** Chooses the form of the allocation descriptors. */
  public UdfEntry form(Form chosen) {
    form = chosen;
    return this;
  }

  /** Sends all descriptors but the first through a chain of allocation extents, 4/14.5. */
  public UdfEntry chained() {
    chained = true;
    return this;
  }

  /** Appends content that is not stored next to the content before it. */
  public UdfEntry then(byte[] content) {
    return content(content);
  }

  /** Appends bytes that are allocated only (1) or not even that (2), 4/14.14.1.1. */
  public UdfEntry hole(long length, int kind) {
    pieces.add(new Piece(null, length, kind));
    return this;
  }

  /** Sets bits of the file characteristics, 4/14.4.3: 1 hidden, 4 deleted. */
  public UdfEntry characteristics(int bits) {
    characteristics |= bits;
    return this;
  }

  /** Sets owner and permissions: 4/14.9.5, five bits for each of owner, group, others. */
  public UdfEntry owned(long user, long group, int udfPermissions) {
    uid = user;
    gid = group;
    permissions = udfPermissions;
    return this;
  }

  /** Sets bits of the ICB flags, 4/14.6.8: 0x40 set user, 0x80 set group, 0x100 sticky. */
  public UdfEntry flags(int bits) {
    flags |= bits;
    return this;
  }

  /** Sets the times and the zone that they are recorded in. */
  public UdfEntry times(Instant whenCreated, Instant whenModified, int minutesEast) {
    created = whenCreated;
    modified = whenModified;
    zoneMinutes = minutesEast;
    return this;
  }

  /** Puts that many superseded file entries before the one that counts: strategy 4096, 4/A.5.2. */
  public UdfEntry rewritten(int times) {
    earlierVersions = times;
    return this;
  }

  /** Adds a named stream, UDF 3.3.5. */
  public UdfEntry stream(String stream, byte[] content) {
    streams.add(new UdfEntry(UdfBytes.cs0(stream), 5).content(content));
    return this;
  }

  /** Adds an implementation use attribute, 4/14.10.8. */
  public UdfEntry attribute(String identifier, byte[] data) {
    int length = 48 + (data.length + 3) / 4 * 4;
    attributes.add(
        new UdfBytes()
            .le32(2048)
            .u8(1, 0, 0, 0)
            .le32(length)
            .le32(data.length)
            .regid(identifier, 0)
            .bytes(data)
            .padTo(length)
            .toArray());
    return this;
  }

  /** Adds a device specification, 4/14.10.7. */
  public UdfEntry device(long major, long minor) {
    attributes.add(
        new UdfBytes().le32(12).u8(1, 0, 0, 0).le32(24).le32(0).le32(major).le32(minor).toArray());
    return this;
  }

  /** The space of attributes with its header, 4/14.10.1. */
  byte[] attributeSpace() {
    if (attributes.isEmpty()) {
      return new byte[0];
    }
    UdfBytes out = UdfBytes.descriptor();
    int all = 24 + attributes.stream().mapToInt(a -> a.length).sum();
    byte[] header = out.le32(24).le32(all).tagged(262, block);
    UdfBytes space = new UdfBytes().bytes(header);
    attributes.forEach(space::bytes);
    return space.toArray();
  }
}
