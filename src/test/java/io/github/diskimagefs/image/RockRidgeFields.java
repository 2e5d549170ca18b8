package io.github.diskimagefs.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The system use entries of one directory record: SUSP 1.12, RRIP 1.12. */
final class RockRidgeFields {
  /** Longest piece of a name in one entry, so that long names are continued. */
  private static final int PIECE = 120;

  private static final int CE = 28;

  private final List<byte[]> entries = new ArrayList<>();

  /** Those of an entry under its own name, or of {@code .} and {@code ..} where that is null. */
  static RockRidgeFields of(IsoEntry entry, String name, int links, boolean first) {
    RockRidgeFields fields = new RockRidgeFields();
    if (first) {
      fields.add("SP", new IsoBytes().u8(0xBE, 0xEF, 0)); // SUSP §5.3
    }
    if (name != null) {
      fields.name(name);
    }
    fields.add( // RRIP §4.1.1
        "PX",
        new IsoBytes()
            .both32(entry.data().mode)
            .both32(links)
            .both32(entry.data().uid)
            .both32(entry.data().gid)
            .both32(entry.data().serial));
    fields.add( // RRIP §4.1.6: modification, access, attributes
        "TF",
        new IsoBytes()
            .u8(0x0E)
            .shortTime(entry.modified)
            .shortTime(entry.modified)
            .shortTime(entry.modified));
    if (name != null && entry.isSymlink()) {
      fields.link(entry.target);
    }
    if (name != null && entry.data().zisofsSize >= 0) {
      fields.add(
          "ZF",
          new IsoBytes()
              .ascii("pz")
              .u8(ZisofsFile.headerSize(1) / 4, ZisofsFile.SHIFT)
              .both32(entry.data().zisofsSize));
    }
    if (first) {
      String id = "IEEE_1282";
      String description = "POSIX FILE SYSTEM SEMANTICS";
      String source = "IEEE";
      fields.add( // SUSP §5.5
          "ER",
          new IsoBytes()
              .u8(id.length(), description.length(), source.length(), 1)
              .ascii(id + description + source));
    }
    return fields;
  }

  private void add(String signature, IsoBytes data) {
    entries.add(
        new IsoBytes().ascii(signature).u8(4 + data.size(), 1).bytes(data.toArray()).toArray());
  }

  /** RRIP §4.1.4. */
  private void name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += PIECE) {
      int end = Math.min(at + PIECE, bytes.length);
      add(
          "NM",
          new IsoBytes().u8(end < bytes.length ? 1 : 0).bytes(Arrays.copyOfRange(bytes, at, end)));
    }
  }

  /** RRIP §4.1.3. */
  private void link(String target) {
    List<byte[]> components = new ArrayList<>();
    String rest = target;
    if (rest.startsWith("/")) {
      components.add(new byte[] {8, 0});
      rest = rest.substring(1);
    }
    for (String part : rest.isEmpty() ? new String[0] : rest.split("/", -1)) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      if (part.equals(".") || part.equals("..")) {
        components.add(new byte[] {(byte) (part.length() * 2), 0});
        continue;
      }
      for (int at = 0; at < bytes.length; at += PIECE) {
        int end = Math.min(at + PIECE, bytes.length);
        components.add(
            new IsoBytes()
                .u8(end < bytes.length ? 1 : 0, end - at)
                .bytes(Arrays.copyOfRange(bytes, at, end))
                .toArray());
      }
    }
    IsoBytes data = new IsoBytes();
    for (int i = 0; i < components.size(); i++) {
      data.bytes(components.get(i));
      if (i + 1 == components.size() || data.size() + components.get(i + 1).length > 2 * PIECE) {
        boolean last = i + 1 == components.size();
        add("SL", new IsoBytes().u8(last ? 0 : 1).bytes(data.toArray()));
        data = new IsoBytes();
      }
    }
  }

  /**
   * Returns the bytes for a record with {@code room} bytes left; further fields go into a
   * continuation.
   */
  byte[] fit(int room, IsoContinuations continuations) {
    int total = entries.stream().mapToInt(entry -> entry.length).sum();
    IsoBytes here = new IsoBytes();
    int index = 0;
    if (total > room) {
      while (here.size() + entries.get(index).length + CE <= room) {
        here.bytes(entries.get(index++));
      }
      IsoBytes there = new IsoBytes();
      entries.subList(index, entries.size()).forEach(there::bytes);
      here.bytes(continuations.add(there.toArray()));
      return here.toArray();
    }
    entries.forEach(here::bytes);
    return here.toArray();
  }
}
