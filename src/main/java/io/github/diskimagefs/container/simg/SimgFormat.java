package io.github.diskimagefs.container.simg;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.container.VerifyReport;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** Android sparse images. */
public final class SimgFormat implements ProbedFormat {
  @Override
  public ImageScheme scheme() {
    return ImageScheme.IMG;
  }

  @Override
  public String description() {
    return "an Android sparse image";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    return file.bytes() != null && SimgHeader.probe(file.bytes());
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    ByteSource bytes = file.bytes();
    SimgHeader header =
        SimgHeader.read(
            Struct.read("sparse header", bytes, 0, SimgHeader.BYTES, ByteOrder.LITTLE_ENDIAN));
    ChunkTable chunks = ChunkTable.read(bytes, header);
    return new Simg(header, chunks, new SparseChunks(bytes, chunks));
  }

  private record Simg(SimgHeader header, ChunkTable chunks, SparseChunks disk)
      implements Container {
    private static final int BUFFER_BYTES = 256 << 10;

    @Override
    public String type() {
      return "Android sparse image";
    }

    @Override
    public Content content() {
      return new Content.BlockDevice(disk);
    }

    @Override
    public Map<String, String> properties() {
      Map<String, String> properties = new LinkedHashMap<>();
      properties.put("size", disk.size() + " bytes");
      properties.put("block size", header.blockSize() + " bytes");
      properties.put("chunks", String.valueOf(header.chunks()));
      return properties;
    }

    /** Compares the checksum of the disk, if the header records one. */
    @Override
    public void verify(VerifyReport report) throws IOException {
      if (header.checksum() == 0) {
        return;
      }
      report.start("disk", disk.size());
      CRC32 crc = new CRC32();
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      long position = 0;
      int count;
      while ((count = disk.read(position, buffer.clear())) > 0) {
        crc.update(buffer.flip());
        position += count;
        report.read(count);
      }
      boolean right = crc.getValue() == header.checksum();
      report.checked("disk", right, right ? position + " bytes" : "the CRC-32 is wrong");
    }
  }
}
