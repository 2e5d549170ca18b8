package io.github.diskimagefs.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The directories and path tables of one of the trees, ECMA-119 §6.8, §6.9. */
final class IsoDirectories {
  static final int PRIMARY = 0;
  static final int JOLIET = 1;

  private final int tree;
  private final boolean rockRidge;
  private final List<IsoEntry> all;

  IsoDirectories(int tree, boolean rockRidge, List<IsoEntry> all) {
    this.tree = tree;
    this.rockRidge = rockRidge;
    this.all = all;
  }

  byte[] directory(IsoEntry directory, IsoContinuations continuations) {
    boolean root = directory.parent == directory;
    IsoBytes out = new IsoBytes();
    record(out, directory, new byte[] {0}, null, root, continuations);
    record(out, directory.parent, new byte[] {1}, null, false, continuations);
    Map<IsoEntry, byte[]> identifiers = identifiers(directory);
    identifiers.entrySet().stream()
        .sorted((a, b) -> Arrays.compareUnsigned(a.getValue(), b.getValue()))
        .forEach(e -> record(out, e.getKey(), e.getValue(), e.getKey().name, false, continuations));
    return out.padTo((out.size() + 2047) / 2048 * 2048, 0).toArray();
  }

  /** §9.1. */
  private void record(
      IsoBytes out,
      IsoEntry entry,
      byte[] identifier,
      String name,
      boolean first,
      IsoContinuations continuations) {
    int fixed = 33 + identifier.length + (identifier.length % 2 == 0 ? 1 : 0);
    byte[] use = {};
    if (rockRidge) {
      use =
          RockRidgeFields.of(entry, name, entry.links(all), first).fit(254 - fixed, continuations);
    }
    int length = fixed + use.length + (fixed + use.length) % 2;
    if (out.size() % 2048 + length > 2048) {
      out.padTo((out.size() / 2048 + 1) * 2048, 0);
    }
    int end = out.size() + length;
    IsoEntry data = entry.data();
    int extent = data.extent[tree];
    int size = data.isDirectory() ? data.size[tree] : data.content.length;
    out.u8(length, 0)
        .both32(extent)
        .both32(size)
        .shortTime(entry.modified)
        .u8(entry.isDirectory() ? 2 : 0, 0, 0)
        .both16(1)
        .u8(identifier.length)
        .bytes(identifier)
        .zeros(identifier.length % 2 == 0 ? 1 : 0)
        .bytes(use)
        .padTo(end, 0);
  }

  /** §9.4. */
  byte[] pathTable(List<IsoEntry> directories, boolean big) {
    IsoBytes out = new IsoBytes();
    for (IsoEntry directory : directories) {
      boolean root = directory.parent == directory;
      byte[] id = root ? new byte[] {0} : identifiers(directory.parent).get(directory);
      out.u8(id.length, 0);
      if (big) {
        out.be32(directory.extent[tree]).be16(directory.parent.number[tree]);
      } else {
        out.le32(directory.extent[tree]).le16(directory.parent.number[tree]);
      }
      out.bytes(id).zeros(id.length % 2);
    }
    return out.toArray();
  }

  private Map<IsoEntry, byte[]> identifiers(IsoEntry directory) {
    Map<IsoEntry, byte[]> found = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (IsoEntry child : new ArrayList<>(directory.children.values())) {
      if (child.isSymlink() && !rockRidge) {
        continue; // there is no other way to say it
      }
      String version = child.isDirectory() ? "" : ";1";
      found.put(
          child,
          tree == JOLIET
              ? (cut(child.name) + version).getBytes(StandardCharsets.UTF_16BE)
              : (unique(child, taken) + version).getBytes(StandardCharsets.US_ASCII));
    }
    return found;
  }

  /** A record has room for 103 characters of two bytes. */
  private static String cut(String name) {
    return name.substring(0, Math.min(name.length(), 103));
  }

  /** §7.5 at level 2: capitals, digits and underscores, 30 of them with the dot. */
  private static String unique(IsoEntry entry, Set<String> taken) {
    String name = entry.name.toUpperCase(Locale.ROOT);
    int dot = entry.isDirectory() ? -1 : name.lastIndexOf('.');
    String base = (dot < 0 ? name : name.substring(0, dot)).replaceAll("[^A-Z0-9_]", "_");
    String extension = dot < 0 ? "" : name.substring(dot + 1).replaceAll("[^A-Z0-9_]", "_");
    extension = extension.substring(0, Math.min(3, extension.length()));
    base = base.substring(0, Math.min(26, base.length()));
    String dotted = entry.isDirectory() ? "" : "." + extension;
    for (int i = 0; ; i++) {
      String number = i == 0 ? "" : Integer.toString(i);
      String candidate =
          base.substring(0, Math.min(base.length(), 26 - number.length())) + number + dotted;
      if (!candidate.equals(".") && taken.add(candidate)) {
        return candidate;
      }
    }
  }
}
