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
import java.util.Optional;
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
    String text = value.replaceFirst("(?<=^[0-9-]{10}) ", "T");
    Optional<Instant> time = FORMS.stream().flatMap(form -> parse(form, text).stream()).findFirst();
    return time.orElseGet(() -> modified(value));
  }

  private static Optional<Instant> parse(Function<String, Instant> form, String text) {
    try {
      return Optional.of(form.apply(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant modified(String file) {
    try {
      return Files.getLastModifiedTime(Path.of(file)).toInstant();
    } catch (IOException | InvalidPathException e) {
      throw new TypeConversionException(
          "'" + file + "' is neither a time such as 2024-02-29T12:34 nor a file of this host");
    }
  }
}
