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
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Recognises image formats that are not read, by what their files start with. */
public final class OtherContainers implements ContainerDetector {
  /** Bytes of a GDI sheet that are looked at: far more than 99 tracks take. */
  private static final int MAX_SHEET_BYTES = 64 << 10;

  private static final ContainerFormat GDI =
      new UnsupportedContainer("GDI (Dreamcast GD-ROM)", CDBIN);

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
          new Signature("MDS (Alcohol 120%)", CDBIN, 0, "MEDIA DESCRIPTOR\1"),
          new Signature("MDX", CDBIN, 0, "MEDIA DESCRIPTOR\2"),
          new Signature("BlindWrite (B6T)", CDBIN, 0, "BWT5 STREAM SIGN"),
          new Signature("BlindWrite (BWT)", CDBIN, 0, "BWT4"),
          new Signature("C2D (Adaptec CeQuadrat)", CDBIN, 0, "Adaptec CeQuadrat VirtualCD File"),
          new Signature("Android sparse image", IMG, 0, ":\u00FF&\u00ED"),
          new Signature("EWF (E01)", IMG, 0, "EVF\t\r\n\u00FF\0"),
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
    return file.extension().equals("gdi") && gdi(bytes) ? GDI : null;
  }

  /** Returns whether the text is a number of tracks and a line of six columns for each. */
  private static boolean gdi(ByteSource bytes) throws IOException {
    if (bytes.size() > MAX_SHEET_BYTES) {
      return false;
    }
    String text =
        Struct.read("GDI sheet", bytes, 0, (int) bytes.size(), ByteOrder.LITTLE_ENDIAN)
            .text(0, (int) bytes.size(), StandardCharsets.ISO_8859_1);
    List<String> lines = text.lines().map(String::strip).filter(row -> !row.isEmpty()).toList();
    return lines.size() > 1
        && lines.get(0).matches("[0-9]{1,2}")
        && lines.get(1).matches("1\\s+[0-9]+\\s+[0-9]+\\s+[0-9]{4}\\s+\\S.*");
  }
}
