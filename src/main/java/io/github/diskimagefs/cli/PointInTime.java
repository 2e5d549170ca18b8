package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as {@code --newer} takes it: a date, a date with a time, or a file with its time. */
final class PointInTime implements ITypeConverter<Instant> {
  private static final List<Function<String, Instant>> FORMS =
      List.of(
          text -> LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant(),
          text -> LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant(),
          text -> OffsetDateTime.parse(text).toInstant());

  @Override
  public Instant convert(String value) {
    for (Function<String, Instant> form : FORMS) {
      try {
        return form.apply(value.replaceFirst("(?<=^[0-9-]{10}) ", "T"));
      } catch (DateTimeException e) {
        continue; // the next form
      }
    }
    try {
      return Files.getLastModifiedTime(Path.of(value)).toInstant();
    } catch (IOException | InvalidPathException e) {
      throw new TypeConversionException(
          "'" + value + "' is neither a time such as 2024-02-29T12:34 nor a file of this host");
    }
  }
}
