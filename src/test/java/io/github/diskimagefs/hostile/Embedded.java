package io.github.diskimagefs.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Structures that lie in a property list as base64, as the block tables of Apple's images do. */
final class Embedded {
  private static final int LONGEST_LIST = 1 << 20;
  private static final Pattern DATA = Pattern.compile("<data>\\s*([A-Za-z0-9+/=\\s]+?)\\s*</data>");

  private record Part(int offset, String text) {}

  private final List<Part> parts = new ArrayList<>();

  Embedded(byte[] image) {
    int from = lastList(image);
    if (from < 0 || image.length - from > LONGEST_LIST) {
      return;
    }
    Matcher data = DATA.matcher(new String(image, from, image.length - from, ISO_8859_1));
    while (data.find()) {
      if (sound(data.group(1))) {
        parts.add(new Part(from + data.start(1), data.group(1)));
      }
    }
  }

  private static boolean sound(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64).length > 0;
    } catch (IllegalArgumentException e) {
      return false; // an image that is broken as it is
    }
  }

  private static int lastList(byte[] image) {
    for (int i = image.length - 6; i >= 0; i--) {
      if (image[i] == '<' && image[i + 1] == 'p' && image[i + 2] == 'l' && image[i + 3] == 'i') {
        return i;
      }
    }
    return -1;
  }

  boolean present() {
    return !parts.isEmpty();
  }

  /** Puts a field into one of the structures, rather near its beginning, and encodes that again. */
  Mutation lie(Random random, byte[] field) {
    Part part = parts.get(random.nextInt(parts.size()));
    byte[] bytes = Base64.getMimeDecoder().decode(part.text);
    int reach = random.nextBoolean() ? Math.min(300, bytes.length) : bytes.length;
    int at = random.nextInt(reach) & -Math.min(4, field.length);
    System.arraycopy(field, 0, bytes, at, Math.min(field.length, bytes.length - at));
    String encoded = Base64.getEncoder().encodeToString(bytes);
    StringBuilder text = new StringBuilder();
    int next = 0;
    for (char c : part.text.toCharArray()) {
      text.append(
          Character.isWhitespace(c) || next >= encoded.length() ? c : encoded.charAt(next++));
    }
    String name = "base64 of " + bytes.length + " bytes, byte " + at;
    return Mutation.patch(name, part.offset, text.toString().getBytes(ISO_8859_1));
  }
}
