package io.github.diskimagefs.container.cue;

import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.sector.Msf;
import java.util.List;

/** Remarks about sessions: REM SESSION, LEAD-OUT, LEAD-IN, PREGAP, HIGH-DENSITY AREA. */
final class CueRemarks {
  private CueSheet.Session session = CueSheet.Session.FIRST;

  /** Reads a remark; returns false if it is none about sessions. */
  boolean read(List<String> words, String word) {
    String value = words.size() > 1 ? words.get(1) : "";
    switch (word) {
      case "SESSION" -> {
        if (value.matches("\\d{1,2}")) {
          int number = Math.max(session.number(), Integer.parseInt(value));
          session = with(number, session.leadOut(), session.leadIn(), session.pregap());
        }
      }
      case "HIGH-DENSITY" -> session = new CueSheet.Session(session.number() + 1, -1, -1, -1, true);
      case "LEAD-OUT" -> {
        long length = Msf.parse(value);
        // Some programs write its length, others where in the file it would begin.
        boolean valid =
            length == DiscBuilder.FIRST_LEAD_OUT || length == DiscBuilder.LATER_LEAD_OUT;
        session = with(session.number(), valid ? length : -1, session.leadIn(), session.pregap());
      }
      case "LEAD-IN" ->
          session = with(session.number(), session.leadOut(), Msf.parse(value), session.pregap());
      case "PREGAP" ->
          session = with(session.number(), session.leadOut(), session.leadIn(), Msf.parse(value));
      default -> {
        return false;
      }
    }
    return true;
  }

  private CueSheet.Session with(int number, long leadOut, long leadIn, long pregap) {
    return new CueSheet.Session(number, leadOut, leadIn, pregap, session.highDensity());
  }

  /** Returns the session that a track starts in; its gaps belong to that track alone. */
  CueSheet.Session take() {
    CueSheet.Session taken = session;
    session = new CueSheet.Session(session.number(), -1, -1, -1, false);
    return taken;
  }

  int number() {
    return session.number();
  }
}
