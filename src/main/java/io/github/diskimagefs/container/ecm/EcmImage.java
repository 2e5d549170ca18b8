package io.github.diskimagefs.container.ecm;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ContentSum;
import io.github.diskimagefs.container.ContentVerifier;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.VerifyReport;
import io.github.diskimagefs.sector.Edc;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;

/** An open file of ECM, which holds an image of another kind, most often of raw sectors. */
record EcmImage(ImageFile file, EcmIndex index, EcmSource unpacked) implements Container {
  private static final String EXTENSION = ".ecm";
  private static final String CODE = "ECM checksum";

  @Override
  public String type() {
    return "ECM";
  }

  @Override
  public Content content() {
    return new Content.NestedImage(
        new ImageFile(unpackedName(file.name()), unpacked, file.folder(), file.cache()));
  }

  /** Returns the name that the file had before it was packed. */
  private static String unpackedName(String name) {
    String plain =
        name.toLowerCase(Locale.ROOT).endsWith(EXTENSION)
            ? name.substring(0, name.length() - EXTENSION.length())
            : name;
    return plain.indexOf('.') < 0 ? plain + ".bin" : plain;
  }

  @Override
  public Map<String, String> properties() {
    return Map.of("unpacked size", unpacked.size() + " bytes");
  }

  /** Compares the error detection code of all bytes with that at the end of the file. */
  @Override
  public void verify(VerifyReport report) throws IOException {
    ByteSource bytes = file.bytes();
    if (index.end() > bytes.size() - Integer.BYTES) {
      report.checked(CODE, false, "the file ends before it");
      return;
    }
    Struct code = Struct.read(CODE, bytes, index.end(), Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
    String expected = String.format("%08x", code.u32(0));
    ContentVerifier.verify(CODE, unpacked, new EdcSum(), expected, report);
  }

  /** The error detection code of sectors, over all bytes of the unpacked file. */
  private static final class EdcSum implements ContentSum {
    private int code;

    @Override
    public void add(byte[] bytes, int length) {
      code = Edc.update(code, bytes, 0, length);
    }

    @Override
    public String hex() {
      return String.format("%08x", code);
    }
  }

  @Override
  public void close() {
    unpacked.close();
  }
}
