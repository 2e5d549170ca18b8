package io.github.diskimagefs.container;

import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.Msf;
import io.github.diskimagefs.sector.Session;
import io.github.diskimagefs.sector.Track;
import io.github.diskimagefs.sector.TrackReport;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An image of a disc of tracks.
 *
 * @param type the format's name
 * @param disc its sessions and tracks
 * @param files what to close
 */
public record DiscContainer(String type, Disc disc, Closeable files) implements Container {

  /** A container that opened no files of its own. */
  public DiscContainer(String type, Disc disc) {
    this(type, disc, () -> {});
  }

  @Override
  public int sectorSize() {
    return 2048;
  }

  /** The table of contents: address, LSN, type, channels, copy, pre-emphasis; then the texts. */
  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    for (Session session : disc.sessions()) {
      String place = disc.sessions().size() == 1 ? "" : "Session " + session.number() + " ";
      for (Track track : session.tracks()) {
        facts.put(place + name(track), line(track));
      }
      facts.put(
          place + "Lead-out",
          String.format("%s LSN %06d", Msf.address(session.leadOut()), session.leadOut()));
    }
    disc.texts().forEach((key, value) -> facts.put(caption(key), value));
    for (Track track : disc.tracks()) {
      track.texts().forEach((key, value) -> facts.put(name(track) + " " + key, value));
    }
    return facts;
  }

  private static String name(Track track) {
    return String.format("Track %02d", track.number());
  }

  private static String caption(String key) {
    return key.equals("mcn") ? "Media catalog number" : "Disc " + key.toLowerCase(Locale.ROOT);
  }

  private static String line(Track track) {
    String type =
        !track.data()
            ? "audio"
            : track.layout().mode() == io.github.diskimagefs.sector.TrackMode.MODE2 ? "XA" : "data";
    StringBuilder line =
        new StringBuilder(
            String.format(
                "%s LSN %06d %-5s %d sectors, %s, copy %s",
                Msf.address(track.start()),
                track.start(),
                type,
                track.sectors(),
                track.layout(),
                yes(track.control(), Track.COPY)));
    if (!track.data()) {
      line.append((track.control() & Track.FOUR_CHANNELS) == 0 ? ", 2 channels" : ", 4 channels")
          .append(", pre-emphasis ")
          .append(yes(track.control(), Track.PRE_EMPHASIS));
    }
    return line.toString();
  }

  private static String yes(int control, int bit) {
    return (control & bit) == 0 ? "no" : "yes";
  }

  @Override
  public void verify(VerifyReport report) throws IOException {
    for (Track track : disc.tracks()) {
      try {
        TrackReport figures = TrackReport.of(track);
        String codes =
            track.layout().checkable() ? figures.toString() : figures.sectors() + " sectors";
        String note = track.data() && !track.layout().checkable() ? ", no EDC stored" : "";
        report.checked(name(track), figures.sound(), codes + note);
      } catch (IOException e) {
        report.checked(name(track), false, e.getMessage());
      }
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
