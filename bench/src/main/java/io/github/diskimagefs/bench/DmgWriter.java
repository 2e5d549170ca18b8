package io.github.diskimagefs.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Writes a disk as a UDIF image of chunks of 256 KiB, and beside it how long each chunk is. */
final class DmgWriter {
  private static final int CHUNK = 1 << 18;

  /** How the chunks are packed; the name is the one of hdiutil. */
  enum Codec {
    UDZO(0x80000005),
    UDBZ(0x80000006),
    ULFO(0x80000007),
    ULMO(0x80000008);

    private final int type;

    Codec(int type) {
      this.type = type;
    }

    byte[] pack(byte[] chunk, int length) throws IOException {
      if (this == ULFO) {
        return LzvnWriter.stream(chunk, length);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream(length);
      if (this == UDZO) {
        Deflater deflater = new Deflater(6);
        deflater.setInput(chunk, 0, length);
        deflater.finish();
        byte[] buffer = new byte[CHUNK + 4096];
        out.write(buffer, 0, deflater.deflate(buffer));
        deflater.end();
        return out.toByteArray();
      }
      try (OutputStream packer =
          this == UDBZ
              ? new BZip2CompressorOutputStream(out)
              : new XZOutputStream(out, new LZMA2Options(1))) {
        packer.write(chunk, 0, length);
      }
      return out.toByteArray();
    }
  }

  private record Run(long sector, long sectors, long offset, long length) {}

  private DmgWriter() {}

  static void write(Path disk, Path dmg, Path lengths, Codec codec) throws IOException {
    List<Run> runs = new ArrayList<>();
    long offset = 0;
    long sector = 0;
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(disk);
        OutputStream out = Files.newOutputStream(dmg)) {
      for (int length = in.readNBytes(chunk, 0, CHUNK);
          length > 0;
          length = in.readNBytes(chunk, 0, CHUNK)) {
        byte[] packed = codec.pack(chunk, length);
        out.write(packed);
        runs.add(new Run(sector, length / 512, offset, packed.length));
        offset += packed.length;
        sector += length / 512;
      }
      byte[] list = propertyList(table(runs, codec, sector));
      out.write(list);
      out.write(trailer(offset, list.length, sector));
    }
    Files.write(lengths, runs.stream().map(run -> Long.toString(run.length)).toList());
  }

  private static byte[] table(List<Run> runs, Codec codec, long sectors) {
    ByteBuffer table = ByteBuffer.allocate(204 + 40 * (runs.size() + 1));
    table.put(ascii("mish")).putInt(1).putLong(0).putLong(sectors).putLong(0).putInt(520);
    table.putInt(0).position(200).putInt(runs.size() + 1);
    for (Run run : runs) {
      table.putInt(codec.type).putInt(0).putLong(run.sector).putLong(run.sectors);
      table.putLong(run.offset).putLong(run.length);
    }
    table.putInt(0xFFFFFFFF).putInt(0).putLong(sectors);
    return table.array();
  }

  private static byte[] propertyList(byte[] table) {
    return ascii(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>"
            + "<key>resource-fork</key><dict><key>blkx</key><array><dict>"
            + "<key>Attributes</key><string>0x0050</string><key>Data</key><data>"
            + Base64.getEncoder().encodeToString(table)
            + "</data><key>ID</key><string>0</string><key>Name</key><string>whole disk</string>"
            + "</dict></array></dict></dict></plist>\n");
  }

  private static byte[] trailer(long dataLength, int listLength, long sectors) {
    ByteBuffer koly = ByteBuffer.allocate(512);
    koly.put(ascii("koly")).putInt(4).putInt(512).putInt(1);
    koly.putLong(0).putLong(0).putLong(dataLength).putLong(0).putLong(0).putInt(1).putInt(1);
    koly.position(216);
    koly.putLong(dataLength).putLong(listLength);
    koly.position(488);
    koly.putInt(1).putLong(sectors);
    return koly.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
