package io.github.diskimagefs.container.simg;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SignedFormat;
import io.github.diskimagefs.container.VerifyReport;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Android sparse images. */
public final class SimgFormat extends SignedFormat {
  /** The format. */
  public SimgFormat() {
    super(ImageScheme.IMG, "an Android sparse image", SimgHeader.BYTES, SimgHeader.MAGIC);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    ByteSource bytes = file.bytes();
    SimgHeader header =
        SimgHeader.read(
            Struct.read("sparse header", bytes, 0, SimgHeader.BYTES, ByteOrder.LITTLE_ENDIAN));
    ChunkTable chunks = ChunkTable.read(bytes, header);
    return new Simg(bytes, header, chunks, new SparseChunks(bytes, chunks));
  }

  private record Simg(ByteSource file, SimgHeader header, ChunkTable chunks, SparseChunks disk)
      implements Container {

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

    /** Compares the checksums of the chunks and of the header, as far as they are recorded. */
    @Override
    public void verify(VerifyReport report) throws IOException {
      new ChecksumPass(file, header, chunks, disk).run(report);
    }
  }
}
