package io.github.diskimagefs.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of the bytes of a file, as a {@code Range} header asks for it (RFC 9110, section 14).
 *
 * @param start offset of the first byte
 * @param length in bytes, at least 1
 */
record ByteRange(long start, long length) {
  /** Ranges of one request; with more, the header is ignored, as section 14.2 permits. */
  private static final int MAX_RANGES = 32;

  private static final String UNIT = "bytes=";
  private static final Pattern SPEC = Pattern.compile("(\\d*)-(\\d*)");

  /** Returns the offset of the last byte. */
  long last() {
    return start + length - 1;
  }

  /** Returns the value of the header {@code Content-Range}. */
  String contentRange(long size) {
    return "bytes " + start + '-' + last() + '/' + size;
  }

  /**
   * Reads a {@code Range} header.
   *
   * @return the ranges that the file has, in the order of the header; null if the header is to be
   *     ignored: it is malformed, of another unit, or has too many ranges or ranges that overlap
   * @throws HttpFailure if the file has none of the ranges
   */
  static List<ByteRange> parse(String header, long size) throws HttpFailure {
    if (size == 0 || !header.toLowerCase(Locale.ROOT).startsWith(UNIT)) {
      return null;
    }
    List<ByteRange> ranges = new ArrayList<>();
    String[] specs = header.substring(UNIT.length()).split(",", MAX_RANGES + 2);
    if (specs.length > MAX_RANGES) {
      return null;
    }
    for (String spec : specs) {
      Matcher matcher = SPEC.matcher(spec.strip());
      if (!matcher.matches()) {
        return null;
      }
      boolean suffix = matcher.group(1).isEmpty();
      if (suffix && matcher.group(2).isEmpty()) {
        return null;
      }
      long second = matcher.group(2).isEmpty() ? Long.MAX_VALUE : number(matcher.group(2));
      long start = suffix ? size - Math.min(size, second) : number(matcher.group(1));
      long last = suffix ? size - 1 : Math.min(size - 1, second);
      if (!suffix && second < start) {
        return null;
      }
      if (start < size && start <= last) {
        ranges.add(new ByteRange(start, last - start + 1));
      }
    }
    if (ranges.isEmpty()) {
      throw new HttpFailure(
          HttpFailure.RANGE_NOT_SATISFIABLE, "the file has " + size + " bytes: " + header);
    }
    return overlap(ranges) ? null : ranges;
  }

  private static boolean overlap(List<ByteRange> ranges) {
    List<ByteRange> sorted = new ArrayList<>(ranges);
    sorted.sort((a, b) -> Long.compare(a.start, b.start));
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).start <= sorted.get(i - 1).last()) {
        return true;
      }
    }
    return false;
  }

  /** Returns a number, or the largest one if it is too large. */
  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
