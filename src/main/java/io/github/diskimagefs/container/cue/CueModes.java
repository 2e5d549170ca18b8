package io.github.diskimagefs.container.cue;

import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.TrackMode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The modes of TRACK commands: those of CDRWIN, and words that MAME and cdrdao have for them. */
final class CueModes {
  private static final Pattern SIZED =
      Pattern.compile("(AUDIO|MODE1|MODE2|CDI|MODE2_FORM1|MODE2_FORM2|MODE2_FORM_MIX)/(\\d{4})");

  /** Modes without a size, so that the bytes tell the layout. */
  private static final Set<String> UNSIZED =
      Set.of("MODE1", "MODE2", "CDI", "DATA", "MODE2_FORM_MIX");

  private CueModes() {}

  /** Returns whether a track was left out of the image by Exact Audio Copy. */
  static boolean leftOut(String mode) {
    return mode.equals("MODEX/2XXX");
  }

  /** Returns whether the mode is one of data and leaves the layout open. */
  static boolean unsized(String mode) {
    return UNSIZED.contains(mode);
  }

  /** Returns the layout of a mode in upper case; empty if it has none. */
  static Optional<SectorLayout> layout(String mode) {
    return switch (mode) {
      case "AUDIO" -> Optional.of(SectorLayout.of(TrackMode.AUDIO, 2352));
      case "CDG" -> Optional.of(SectorLayout.of(TrackMode.AUDIO, 2448));
      case "MODE1_RAW" -> Optional.of(SectorLayout.of(TrackMode.MODE1, 2352));
      case "MODE2_RAW" -> Optional.of(SectorLayout.of(TrackMode.MODE2, 2352));
      case "MODE2_FORM1" -> Optional.of(SectorLayout.of(TrackMode.MODE2, 2048));
      case "MODE2_FORM2" -> Optional.of(SectorLayout.of(TrackMode.MODE2, 2324));
      default -> sized(mode);
    };
  }

  private static Optional<SectorLayout> sized(String mode) {
    Matcher matcher = SIZED.matcher(mode);
    return matcher.matches()
        ? Optional.ofNullable(
            SectorLayout.of(kind(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  private static TrackMode kind(String word) {
    return switch (word) {
      case "AUDIO" -> TrackMode.AUDIO;
      case "MODE1" -> TrackMode.MODE1;
      default -> TrackMode.MODE2;
    };
  }
}
