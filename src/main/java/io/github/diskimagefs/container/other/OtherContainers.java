package io.github.diskimagefs.container.other;

import static io.github.diskimagefs.options.ImageScheme.CDBIN;
import static io.github.diskimagefs.options.ImageScheme.IMG;
import static io.github.diskimagefs.options.ImageScheme.ISO;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.ContainerDetector;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/** Recognises image formats that are not read, by what their files start with. */
public final class OtherContainers implements ContainerDetector {
  /**
   * A format and the place of its magic number.
   *
   * @param offset of the magic number, in bytes
   * @param magic ISO 8859-1
   */
  private record Signature(ContainerFormat format, int offset, String magic) {
    Signature(String name, ImageScheme scheme, int offset, String magic) {
      this(new UnsupportedContainer(name, scheme), offset, magic);
    }
  }

  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature("DAA (PowerISO)", ISO, 0, "DAA\0"),
          new Signature("GBI (gBurner)", ISO, 0, "GBI\0"),
          new Signature("CDZ (pSX)", CDBIN, 0, "CDZ\0"),
          new Signature("CDZ (pSX)", CDBIN, 0, "CDZ\1"),
          new Signature("RVZ", ISO, 0, "RVZ\1"),
          new Signature("WIA", ISO, 0, "WIA\1"),
          new Signature("WBFS", ISO, 0, "WBFS"),
          new Signature("GCZ", ISO, 0, "\u0001\u00C0\u000B\u00B1"),
          new Signature("MDX", CDBIN, 0, "MEDIA DESCRIPTOR\2"),
          new Signature("EWF of logical evidence (L01)", IMG, 0, "LVF\t\r\n\u00FF\0"),
          new Signature("EWF version 2 (Ex01)", IMG, 0, "EVF2\r\n\u0081\0"),
          new Signature("EWF version 2 of logical evidence (Lx01)", IMG, 0, "LEF2\r\n\u0081\0"),
          new Signature("AD encryption of FTK Imager", IMG, 0, "ADCRYPT\0"),
          new Signature("AFF", IMG, 0, "AFF10\r\n\0"),
          new Signature("FFU", IMG, 4, "SignedImage "),
          new Signature("WIM", IMG, 0, "MSWIM\0\0\0"));

  @Override
  public ContainerFormat detect(ImageFile file) throws IOException {
    ByteSource bytes = file.bytes();
    if (bytes == null) {
      return null;
    }
    int length = (int) Math.min(128, bytes.size());
    Struct head = Struct.read("header", bytes, 0, length, ByteOrder.LITTLE_ENDIAN);
    for (Signature signature : SIGNATURES) {
      if (signature.offset + signature.magic.length() <= length
          && head.has(signature.offset, signature.magic)) {
        return signature.format;
      }
    }
    return null;
  }
}
