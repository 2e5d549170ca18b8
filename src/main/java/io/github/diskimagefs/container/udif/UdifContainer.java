package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.VerifyReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Content of a UDIF image. */
final class UdifContainer implements Container {
  private final KolyTrailer koly;
  private final List<BlockTable> tables;
  private final Segments segments;
  private final BlockRuns runs;
  private final UdifSource source;
  private final ByteSource disk;

  UdifContainer(
      KolyTrailer koly,
      List<BlockTable> tables,
      Segments segments,
      ChunkCache cache,
      boolean verify)
      throws MalformedImageException {
    this.koly = koly;
    this.tables = tables;
    this.segments = segments;
    this.runs = BlockRuns.of(tables, segments.data().size(), Math.max(0, koly.sectors()));
    if (tables.isEmpty()) {
      // Without block tables, the data fork is the disk.
      if (koly.dataLength() == 0 || koly.dataLength() > segments.data().size()) {
        throw koly.struct()
            .malformed("no block tables, and a data fork of %d bytes", koly.dataLength());
      }
      this.source = null;
      this.disk = segments.data().slice(0, koly.dataLength());
    } else {
      this.source = new UdifSource(segments.data(), runs, cache);
      this.disk = verify ? new ChecksummedSource(source, runs, tables) : source;
    }
  }

  @Override
  public String type() {
    return "UDIF";
  }

  @Override
  public Content content() {
    return new Content.BlockDevice(disk);
  }

  @Override
  public Map<String, String> properties() {
    Map<BlockType, long[]> kinds = kinds();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("format", format(kinds));
    properties.put("size", disk.size() + " bytes");
    properties.put("stored", segments.data().size() + " bytes");
    if (koly.segments() > 1) {
      properties.put("segments", Long.toString(koly.segments()));
    }
    properties.put("data checksum", koly.dataChecksum().toString());
    properties.put("master checksum", koly.masterChecksum().toString());
    int index = 0;
    for (BlockTable table : tables) {
      properties.put(
          "table " + ++index,
          table.name()
              + ": "
              + table.sectors()
              + " sectors from "
              + table.firstSector()
              + ", "
              + table.checksum());
    }
    kinds.forEach(
        (type, sum) ->
            properties.put("runs of type " + type.label(), sum[0] + ", " + sum[1] + " bytes"));
    return properties;
  }

  private Map<BlockType, long[]> kinds() {
    Map<BlockType, long[]> kinds = new EnumMap<>(BlockType.class);
    for (int i = 0; i < runs.count(); i++) {
      long[] sum = kinds.computeIfAbsent(runs.type(i), type -> new long[2]);
      sum[0]++;
      sum[1] += runs.size(i);
    }
    return kinds;
  }

  /** Returns the name of the image's format in hdiutil. */
  private static String format(Map<BlockType, long[]> kinds) {
    if (kinds.containsKey(BlockType.LZMA)) {
      return "ULMO";
    }
    if (kinds.containsKey(BlockType.LZFSE)) {
      return "ULFO";
    }
    if (kinds.containsKey(BlockType.BZIP2)) {
      return "UDBZ";
    }
    if (kinds.containsKey(BlockType.ZLIB)) {
      return "UDZO";
    }
    return kinds.containsKey(BlockType.ADC) ? "UDCO" : "UDRO";
  }

  @Override
  public void verify(VerifyReport report) throws IOException {
    Checksum.Digest master =
        koly.masterChecksum().present() ? koly.masterChecksum().digest() : null;
    BlockTableVerifier checks = source == null ? null : new BlockTableVerifier(source, runs);
    int index = 0;
    for (BlockTable table : tables) {
      String part = "blkx " + ++index + " \"" + table.name() + '"';
      if (!table.checksum().present()) {
        report.unchecked(part, "no checksum recorded");
        continue;
      }
      if (master != null) {
        byte[] recorded = table.checksum().bytes();
        master.update(recorded, 0, recorded.length);
      }
      report.start(part, 0);
      try {
        compare(report, part, table.checksum(), checks.compute(table));
      } catch (UnsupportedImageException e) {
        report.unchecked(part, e.getMessage());
      } catch (IOException e) {
        report.checked(part, false, e.getMessage());
      }
    }
    if (koly.dataChecksum().present()) {
      verifyData(report);
    }
    if (master != null) {
      compare(report, "master checksum", koly.masterChecksum(), master.value());
    }
  }

  private void verifyData(VerifyReport report) throws IOException {
    Checksum.Digest digest = koly.dataChecksum().digest();
    ByteSource data = segments.data();
    long end = koly.segments() > 1 ? data.size() : Math.min(data.size(), koly.dataLength());
    byte[] buffer = new byte[128 << 10];
    report.start("data fork", end);
    for (long offset = 0; offset < end; ) {
      ByteBuffer part = ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, end - offset));
      data.readFully(offset, part);
      digest.update(buffer, 0, part.position());
      offset += part.position();
      report.read(part.position());
    }
    compare(report, "data fork", koly.dataChecksum(), digest.value());
  }

  private static void compare(VerifyReport report, String part, Checksum recorded, String found) {
    boolean valid = recorded.value().equals(found);
    report.checked(part, valid, valid ? recorded.toString() : recorded + ", found " + found);
  }

  @Override
  public void close() throws IOException {
    try (segments) {
      if (source != null) {
        source.close();
      }
    }
  }
}
