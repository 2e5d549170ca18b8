package io.github.diskimagefs.container.vmdk;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The descriptor of a VMDK (VMware Virtual Disk Format 5.0, "The Descriptor File"): text, in a file
 * of its own or inside a sparse extent.
 *
 * @param contentId changes whenever the disk's content does
 * @param parentId the content identifier of the parent, {@link #NO_PARENT} for none
 * @param parentName the parent's file
 * @param createType kind of disk, as {@code monolithicSparse}
 * @param extents in the order of the disk
 */
record VmdkDescriptor(
    String contentId, String parentId, String parentName, String createType, List<Line> extents) {
  static final String NO_PARENT = "ffffffff";

  /** Text that VMware writes is below 64 KiB. */
  static final int MAX_BYTES = 1 << 20;

  /** A hosted disk of 2 TiB has 1024 extents of 2 GiB. */
  private static final int MAX_EXTENTS = 4096;

  /** Maximum sectors of an extent; keeps the sum of all within 63 bits. */
  private static final long MAX_SECTORS = 1L << 41;

  private static final String START = "# disk descriptorfile";

  private static final Pattern EXTENT =
      Pattern.compile(
          "(RW|RDONLY|NOACCESS)\\s+(\\d{1,19})\\s+(\\w+)(?:\\s+\"([^\"]*)\"(?:\\s+(\\d{1,19}))?.*)?");

  private static final Pattern ACCESS = Pattern.compile("(?:RW|RDONLY|NOACCESS)\\s.*");

  private static final Pattern ENTRY = Pattern.compile("([\\w.]+)\\s*=\\s*\"?([^\"]*)\"?.*");

  /**
   * A line of the extent description.
   *
   * @param access {@code RW}, {@code RDONLY} or {@code NOACCESS}
   * @param sectors size in sectors of 512 bytes
   * @param type as {@code FLAT}, in upper case
   * @param name of the extent's file, or null
   * @param offset of a flat extent in its file, in sectors
   */
  record Line(String access, long sectors, String type, String name, long offset) {}

  /** Returns whether a file is a descriptor. */
  static boolean probe(ByteSource file) throws IOException {
    if (file.size() < START.length()) {
      return false;
    }
    int length = (int) Math.min(512, file.size());
    return Struct.read("VMDK descriptor", file, 0, length, ByteOrder.LITTLE_ENDIAN)
        .text(0, length, StandardCharsets.ISO_8859_1)
        .strip()
        .toLowerCase(Locale.ROOT)
        .startsWith(START);
  }

  /** Reads a descriptor, which ends at the first NUL or with its space. */
  static VmdkDescriptor read(ByteSource file, long offset, long length) throws IOException {
    if (length > MAX_BYTES) {
      throw new MalformedImageException(
          "VMDK descriptor", offset, "up to " + MAX_BYTES + " bytes", length + " bytes");
    }
    Struct struct =
        Struct.read("VMDK descriptor", file, offset, (int) length, ByteOrder.LITTLE_ENDIAN);
    String latin = text(struct, StandardCharsets.ISO_8859_1);
    return parse(struct, text(struct, charset(latin)));
  }

  private static String text(Struct struct, Charset charset) throws IOException {
    String text = struct.text(0, struct.length(), charset);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private static Charset charset(String text) {
    for (String line : text.split("\\R")) {
      Matcher entry = ENTRY.matcher(line.strip());
      if (entry.matches() && entry.group(1).equalsIgnoreCase("encoding")) {
        try {
          return Charset.forName(entry.group(2).strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
          break; // the names of most files are ASCII
        }
      }
    }
    return StandardCharsets.UTF_8;
  }

  private static VmdkDescriptor parse(Struct struct, String text) throws IOException {
    String contentId = "";
    String parentId = NO_PARENT;
    String parentName = "";
    String createType = "";
    List<Line> extents = new ArrayList<>();
    for (String row : text.split("\\R")) {
      String line = row.strip();
      if (ACCESS.matcher(line).matches()) {
        if (extents.size() == MAX_EXTENTS) {
          throw struct.malformed("more than %d extents", MAX_EXTENTS);
        }
        extents.add(extent(struct, line));
        continue;
      }
      Matcher entry = ENTRY.matcher(line);
      if (entry.matches()) {
        String value = entry.group(2).strip();
        switch (entry.group(1).toLowerCase(Locale.ROOT)) {
          case "cid" -> contentId = contentId(value);
          case "parentcid" -> parentId = contentId(value);
          case "parentfilenamehint" -> parentName = value;
          case "createtype" -> createType = value;
          default -> {}
        }
      }
    }
    return new VmdkDescriptor(contentId, parentId, parentName, createType, extents);
  }

  /** Returns a number of hexadecimal digits as writers with and without leading zeros state it. */
  private static String contentId(String value) {
    String digits = value.toLowerCase(Locale.ROOT);
    return digits.matches("[0-9a-f]{1,8}") ? "0".repeat(8 - digits.length()) + digits : digits;
  }

  private static Line extent(Struct struct, String line) throws MalformedImageException {
    Matcher extent = EXTENT.matcher(line);
    if (extent.matches()) {
      try {
        long sectors = Long.parseLong(extent.group(2));
        long offset = extent.group(5) == null ? 0 : Long.parseLong(extent.group(5));
        if (sectors <= MAX_SECTORS && offset <= MAX_SECTORS) {
          return new Line(
              extent.group(1),
              sectors,
              extent.group(3).toUpperCase(Locale.ROOT),
              extent.group(4),
              offset);
        }
      } catch (NumberFormatException e) {
        throw struct.malformed("extent line \"%s\"", line);
      }
    }
    throw struct.malformed("extent line \"%s\"", line);
  }

  /** Returns whether the disk shows a parent where it has no data. */
  boolean hasParent() {
    return !parentId.equals(NO_PARENT) && !parentName.isEmpty();
  }
}
