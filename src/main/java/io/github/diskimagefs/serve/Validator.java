package io.github.diskimagefs.serve;

import com.sun.net.httpserver.Headers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The validators of a file, and the conditions of a request on them (RFC 9110, sections 8.8 and
 * 13).
 *
 * @param tag the strong entity tag, with its quotes
 * @param modified the time of modification in whole seconds; null if it is unknown
 */
record Validator(String tag, Instant modified) {
  private static final Pattern TAG = Pattern.compile("(W/)?(\"[^\"]*\")");
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", java.util.Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final Instant MAX_DATE = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * Returns the validators of a file.
   *
   * @param run differs for each run of the server, because an image may change between two
   */
  static Validator of(String run, long size, Instant modified) {
    Instant seconds = known(modified) ? modified.truncatedTo(ChronoUnit.SECONDS) : null;
    Instant now = Instant.now();
    return new Validator(
        '"' + run + '-' + Long.toHexString(size) + '-' + modified + '"',
        seconds == null || seconds.isAfter(now) ? null : seconds);
  }

  /** Returns whether a time was recorded, and has a form in HTTP. */
  static boolean known(Instant time) {
    return time.isAfter(Instant.EPOCH) && time.isBefore(MAX_DATE);
  }

  /** Returns a time as HTTP writes it. */
  static String httpDate(Instant time) {
    return HTTP_DATE.format(time);
  }

  /** A decision about a request. */
  enum Outcome {
    /** The file is sent. */
    PERFORM,
    /** The client has it: status 304. */
    NOT_MODIFIED,
    /** Status 412. */
    FAILED
  }

  /** Evaluates the preconditions in the order of section 13.2.2. */
  Outcome evaluate(Headers request) {
    List<String> match = request.get("If-Match");
    if (match != null) {
      if (!matches(match, true)) {
        return Outcome.FAILED;
      }
    } else {
      Instant unmodified = date(request.getFirst("If-Unmodified-Since"));
      if (unmodified != null && modified != null && modified.isAfter(unmodified)) {
        return Outcome.FAILED;
      }
    }
    List<String> noneMatch = request.get("If-None-Match");
    if (noneMatch != null) {
      return matches(noneMatch, false) ? Outcome.NOT_MODIFIED : Outcome.PERFORM;
    }
    Instant since = date(request.getFirst("If-Modified-Since"));
    return since != null && modified != null && !modified.isAfter(since)
        ? Outcome.NOT_MODIFIED
        : Outcome.PERFORM;
  }

  /** Returns whether a {@code Range} header counts: {@code If-Range} is absent or matches. */
  boolean permitsRange(Headers request) {
    String condition = request.getFirst("If-Range");
    return condition == null
        || condition.strip().equals(tag)
        || (modified != null && modified.equals(date(condition)));
  }

  private boolean matches(List<String> values, boolean strong) {
    for (String value : values) {
      if (value.strip().equals("*")) {
        return true;
      }
      Matcher tags = TAG.matcher(value);
      while (tags.find()) {
        if (tags.group(2).equals(tag) && !(strong && tags.group(1) != null)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Instant date(String value) {
    if (value == null) {
      return null;
    }
    try {
      return ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null; // as if it were absent
    }
  }
}
