package io.github.diskimagefs.mount;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.split.SplitFormat;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A remark for an error about a file that is no image: users often meet these in its place. */
final class ContentHint {
  private static final int MAX_BYTES = 512;

  /** Bytes of a file that has nothing but text before a volume, at most. */
  private static final int MAX_TEXT_BYTES = 64 << 10;

  /**
   * Content that is no image but may hold one.
   *
   * @param magic its first bytes, ISO 8859-1
   */
  private record Kind(String magic, String remark) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("\u001F\u008B", "gzip data that hold no image"),
          new Kind("BZh", "bzip2 data that hold no image"),
          new Kind("\u00FD7zXZ\0", "xz data that hold no image"),
          new Kind("(\u00B5/\u00FD", "zstd data that hold no image"),
          new Kind("\u0004\"M\u0018", "lz4 data that hold no image"),
          new Kind("\u0002!L\u0018", "lz4 data that hold no image"),
          new Kind("\u001F\u009D", "data of compress (.Z) that hold no image"),
          new Kind("7z\u00BC\u00AF'\u001C", "a 7z archive"),
          new Kind("Rar!", "a RAR archive"),
          new Kind("PK\u0003\u0004", "a ZIP archive, to be unpacked first"),
          new Kind("LZIP", "lzip data that hold no image"),
          new Kind("%PDF-", "a PDF document"));

  /** Archives that need no remark, by the place of their magic number. */
  private static final Map<String, Integer> ARCHIVES =
      Map.of("ustar", 257, "!<arch>\n", 0, "0707", 0, "\u00ED\u00AB\u00EE\u00DB", 0, "MSCF", 0);

  /** Pictures, audio, films and classes, by the place of their magic number. */
  private static final Map<String, Integer> MEDIA =
      Map.of(
          "\u00FF\u00D8\u00FF", 0, // JPEG
          "\u0089PNG", 0,
          "GIF8", 0,
          "RIFF", 0,
          "OggS", 0,
          "fLaC", 0,
          "ID3", 0,
          "ftyp", 4, // MP4
          "\u001AE\u00DF\u00A3", 0, // Matroska
          "\u00CA\u00FE\u00BA\u00BE", 0); // Java classes

  private ContentHint() {}

  /** Returns whether the file is an archive of tar, ar, cpio, RPM or CAB, which holds files. */
  static boolean isArchive(ByteSource file) throws IOException {
    int length = (int) Math.min(MAX_BYTES, file.size());
    Struct head = Struct.read("file", file, 0, length, ByteOrder.LITTLE_ENDIAN);
    return hasAny(head, ARCHIVES);
  }

  /**
   * Returns whether the file is a picture, audio, a film or text, so that no volume is in it. A
   * script may have one after it.
   */
  static boolean isDocument(ByteSource file) throws IOException {
    int length = (int) Math.min(MAX_TEXT_BYTES, file.size());
    Struct head = Struct.read("file", file, 0, length, ByteOrder.LITTLE_ENDIAN);
    return hasAny(head, MEDIA) || (!head.has(0, "#!") && isText(head.bytes()));
  }

  private static boolean hasAny(Struct head, Map<String, Integer> magics) {
    return magics.entrySet().stream().anyMatch(e -> head.has(e.getValue(), e.getKey()));
  }

  private static boolean isText(byte[] head) {
    for (byte each : head) {
      if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t' && each != '\f') {
        return false;
      }
    }
    return true;
  }

  /** Returns a remark in brackets that follows the message; empty if there is nothing to say. */
  static String of(ImageFile image) throws IOException {
    ByteSource file = image.bytes();
    if (file == null) {
      return " (a folder)";
    }
    String first = SplitFormat.firstPart(image);
    if (first != null) {
      return " (a part of a split image: open its first part, " + first + ")";
    }
    if (file.size() == 0) {
      return " (the file is empty)";
    }
    int length = (int) Math.min(MAX_BYTES, file.size());
    Struct head = Struct.read("file", file, 0, length, ByteOrder.LITTLE_ENDIAN);
    for (Kind kind : KINDS) {
      if (head.has(0, kind.magic)) {
        return " (" + kind.remark + ")";
      }
    }
    String text =
        head.text(0, length, StandardCharsets.ISO_8859_1).stripLeading().toLowerCase(Locale.ROOT);
    return text.startsWith("<!doctype html") || text.startsWith("<html")
        ? " (an HTML page: the download failed or needs a login)"
        : "";
  }
}
