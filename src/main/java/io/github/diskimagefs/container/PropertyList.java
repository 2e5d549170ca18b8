package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reader of Apple's property lists, in XML or binary form, into maps, lists, strings and byte
 * arrays (numbers, dates and truth values stay text).
 *
 * <p>It is no general XML reader on purpose: document types are skipped, no entity but the five of
 * XML itself exists, and nothing outside of the given bytes is ever read.
 */
public final class PropertyList {
  /** Bytes that {@link #startsIn} needs. */
  public static final int HEAD_BYTES = 64;

  private static final int MAX_DEPTH = 32;
  private static final List<String> STARTS =
      List.of("<?xml", "<!DOCTYPE plist", "<plist", BinaryPropertyList.SIGNATURE);

  private final byte[] xml;
  private final long imageOffset;
  private int offset;
  private String tag = "";
  private boolean empty;

  private PropertyList(byte[] xml, long imageOffset) {
    this.xml = xml;
    this.imageOffset = imageOffset;
  }

  /**
   * Returns whether bytes start as a property list does, perhaps after a byte order mark and
   * blanks.
   *
   * @param head up to {@link #HEAD_BYTES} bytes
   */
  public static boolean startsIn(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String list = (text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text).stripLeading();
    return STARTS.stream().anyMatch(list::startsWith);
  }

  /**
   * Reads a list in either form.
   *
   * @param imageOffset offset of the list in the image, for messages
   * @return a {@code Map<String, Object>}, {@code List<Object>}, {@code String} or {@code byte[]}
   */
  public static Object read(byte[] xml, long imageOffset) throws MalformedImageException {
    if (Struct.of("property list", xml, imageOffset, ByteOrder.BIG_ENDIAN)
        .has(0, BinaryPropertyList.SIGNATURE)) {
      return BinaryPropertyList.read(xml, imageOffset);
    }
    PropertyList list = new PropertyList(xml, imageOffset);
    list.next();
    if (list.tag.equals("plist")) {
      list.next();
    }
    return list.value(0);
  }

  /** Returns the map under a key of a map; an empty one if there is none. */
  public static Map<?, ?> map(Object value, String key) {
    return value instanceof Map<?, ?> map && map.get(key) instanceof Map<?, ?> found
        ? found
        : Map.of();
  }

  private Object value(int depth) throws MalformedImageException {
    if (depth > MAX_DEPTH) {
      throw malformed("nested more than " + MAX_DEPTH + " deep");
    }
    String kind = tag;
    if (empty) {
      return switch (kind) {
        case "dict" -> Map.of();
        case "array" -> List.of();
        case "data" -> new byte[0];
        default -> kind;
      };
    }
    return switch (kind) {
      case "dict" -> dictionary(depth);
      case "array" -> array(depth);
      case "data" -> data();
      case "string", "key", "integer", "real", "date" -> text(kind);
      default -> throw malformed("element <" + kind + ">");
    };
  }

  private Map<String, Object> dictionary(int depth) throws MalformedImageException {
    Map<String, Object> map = new LinkedHashMap<>();
    for (next(); !tag.equals("/dict"); next()) {
      if (!tag.equals("key")) {
        throw malformed("<" + tag + "> where a key belongs");
      }
      String key = empty ? "" : text("key");
      next();
      map.put(key, value(depth + 1));
    }
    return map;
  }

  private List<Object> array(int depth) throws MalformedImageException {
    List<Object> list = new ArrayList<>();
    for (next(); !tag.equals("/array"); next()) {
      list.add(value(depth + 1));
    }
    return list;
  }

  private byte[] data() throws MalformedImageException {
    int start = offset;
    while (offset < xml.length && xml[offset] != '<') {
      offset++;
    }
    byte[] packed = new byte[offset - start];
    int count = 0;
    for (int i = start; i < offset; i++) {
      if (xml[i] > ' ') {
        packed[count++] = xml[i];
      }
    }
    end("data");
    // The count alone decides; some writers pad too little or too much.
    while (count > 0 && packed[count - 1] == '=') {
      count--;
    }
    try {
      return Base64.getDecoder()
          .decode(count == packed.length ? packed : java.util.Arrays.copyOf(packed, count));
    } catch (IllegalArgumentException e) {
      throw malformed("data that are not Base64: " + e.getMessage());
    }
  }

  private String text(String kind) throws MalformedImageException {
    int start = offset;
    while (offset < xml.length && xml[offset] != '<') {
      offset++;
    }
    String text = new String(xml, start, offset - start, StandardCharsets.UTF_8);
    end(kind);
    return text.indexOf('&') < 0 ? text : references(text);
  }

  private String references(String text) throws MalformedImageException {
    StringBuilder out = new StringBuilder();
    int start = 0;
    for (int i = text.indexOf('&'); i >= 0; i = text.indexOf('&', start)) {
      int end = text.indexOf(';', i);
      if (end < 0) {
        throw malformed("a reference without an end");
      }
      out.append(text, start, i).append(reference(text.substring(i + 1, end)));
      start = end + 1;
    }
    return out.append(text, start, text.length()).toString();
  }

  private String reference(String name) throws MalformedImageException {
    switch (name) {
      case "lt":
        return "<";
      case "gt":
        return ">";
      case "amp":
        return "&";
      case "quot":
        return "\"";
      case "apos":
        return "'";
      default:
        if (name.startsWith("#") && name.length() < 10) {
          try {
            boolean hex = name.toLowerCase(Locale.ROOT).startsWith("#x");
            return Character.toString(Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10));
          } catch (IllegalArgumentException e) {
            throw malformed("reference &" + name + ";");
          }
        }
        throw malformed("entity &" + (name.length() > 40 ? name.substring(0, 40) : name) + ";");
    }
  }

  private void end(String kind) throws MalformedImageException {
    next();
    if (!tag.equals("/" + kind)) {
      throw malformed("<" + tag + "> inside <" + kind + ">");
    }
  }

  /** Moves after the next tag and skips text, comments, instructions and document types. */
  private void next() throws MalformedImageException {
    while (true) {
      while (offset < xml.length && xml[offset] != '<') {
        offset++;
      }
      offset++;
      if (starts("!--")) {
        skipTo("-->");
      } else if (starts("?")) {
        skipTo("?>");
      } else if (starts("!")) {
        documentType();
      } else {
        break;
      }
    }
    int start = offset;
    skipTo(">");
    empty = xml[offset - 2] == '/' && offset - 2 > start;
    int end = start;
    while (end < offset - 1 && xml[end] > ' ' && (xml[end] != '/' || end == start)) {
      end++;
    }
    tag = new String(xml, start, Math.min(end - start, 40), StandardCharsets.ISO_8859_1);
  }

  /** Skips a document type, its internal subset included. */
  private void documentType() throws MalformedImageException {
    int quote = 0;
    int depth = 0;
    for (; offset < xml.length; offset++) {
      int c = xml[offset];
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[') {
        depth++;
      } else if (c == ']') {
        depth--;
      } else if (c == '>' && depth <= 0) {
        offset++;
        return;
      }
    }
    throw malformed("the text ends inside a document type");
  }

  private boolean starts(String ascii) {
    if (offset > xml.length - ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (xml[offset + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void skipTo(String ascii) throws MalformedImageException {
    while (!starts(ascii)) {
      if (offset >= xml.length) {
        throw malformed("the text ends early");
      }
      offset++;
    }
    offset += ascii.length();
  }

  private MalformedImageException malformed(String detail) {
    return new MalformedImageException(
        "property list", imageOffset + Math.min(offset, xml.length), detail);
  }
}
