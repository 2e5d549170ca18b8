package io.github.diskimagefs.sector;

import java.util.List;
import java.util.Map;

/**
 * An optical disc: its sessions, first to last.
 *
 * @param sessions at least one
 * @param cdText disc-wide facts: {@code mcn} (media catalog number) and CD-TEXT such as {@code
 *     title}, {@code performer}
 */
public record Disc(List<Session> sessions, Map<String, String> cdText) {

  /** All tracks, first to last. */
  public List<Track> tracks() {
    return sessions.stream().flatMap(session -> session.tracks().stream()).toList();
  }

  /** The session of that number, or null. */
  public Session session(int number) {
    return sessions.stream().filter(s -> s.number() == number).findFirst().orElse(null);
  }

  /** The last session that holds data, or null. */
  public Session lastData() {
    Session last = null;
    for (Session session : sessions) {
      last = session.firstData() == null ? last : session;
    }
    return last;
  }
}
