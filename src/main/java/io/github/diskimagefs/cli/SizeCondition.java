package io.github.diskimagefs.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A condition on the size of a file: {@code +10M} for more, {@code -1k} for less, {@code 512} for
 * exactly that many bytes.
 */
record SizeCondition(int sign, long bytes) {
  private static final Pattern FORM = Pattern.compile("([+-]?)([0-9]{1,18})([cKMGTkmgt]?)");
  private static final String UNITS = "KMGT";

  /** Returns whether a size meets the condition. */
  boolean holds(long size) {
    int order = Long.compare(size, bytes);
    return sign == 0 ? order == 0 : order == sign;
  }

  /** Reads a condition from the command line. */
  static final class Converter implements ITypeConverter<SizeCondition> {
    @Override
    public SizeCondition convert(String value) {
      Matcher matcher = FORM.matcher(value);
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + value + "' is no size such as +10M, -1k or 512");
      }
      String unit = matcher.group(3).toUpperCase(Locale.ROOT);
      int shift = unit.isEmpty() || unit.equals("C") ? 0 : 10 * (UNITS.indexOf(unit) + 1);
      long number = Long.parseLong(matcher.group(2));
      if (number > Long.MAX_VALUE >> shift) {
        throw new TypeConversionException("'" + value + "' is too large");
      }
      return new SizeCondition(
          switch (matcher.group(1)) {
            case "+" -> 1;
            case "-" -> -1;
            default -> 0;
          },
          number << shift);
    }
  }
}
