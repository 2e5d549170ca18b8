package io.github.diskimagefs;

import java.util.Locale;
import java.util.Map;

/** Writes an {@link ImageInfo} for people. */
final class ImageInfoText {
  private static final int KEY_WIDTH = 26;
  private static final int FRAMES_PER_SECOND = 75;
  private static final int LEAD_IN_FRAMES = 150;

  private final StringBuilder text = new StringBuilder();

  String of(ImageInfo info) {
    line("Image", info.format());
    facts("  ", info.facts());
    for (ImageInfo.Session session : info.sessions()) {
      session(session);
    }
    for (ImageInfo.Volume volume : info.volumes()) {
      volume(volume);
    }
    return text.toString().stripTrailing();
  }

  /** As the table of contents of a drive: addresses in blocks and in minutes, seconds, frames. */
  private void session(ImageInfo.Session session) {
    text.append(String.format(Locale.ROOT, "%nSession %d%n", session.number()));
    text.append(
        String.format(
            Locale.ROOT,
            "  %5s  %-12s %10s  %8s %10s%n",
            "Track",
            "Mode",
            "Block",
            "MSF",
            "Blocks"));
    for (ImageInfo.Track track : session.tracks()) {
      row(String.format(Locale.ROOT, "%02d", track.number()), track.mode(), track.start());
      text.append(String.format(Locale.ROOT, " %10d%n", track.sectors()));
      facts("           ", track.facts());
    }
    row("AA", "lead-out", session.leadOut());
    text.append(System.lineSeparator());
  }

  private void row(String number, String mode, long start) {
    long frames = Math.max(0, start + LEAD_IN_FRAMES);
    long seconds = frames / FRAMES_PER_SECOND;
    text.append(
        String.format(
            Locale.ROOT,
            "  %5s  %-12s %10d  %02d:%02d:%02d",
            number,
            clean(mode),
            start,
            seconds / 60,
            seconds % 60,
            frames % FRAMES_PER_SECOND));
  }

  private void volume(ImageInfo.Volume volume) {
    text.append(System.lineSeparator());
    line("Volume " + volume.index(), volume.label().isEmpty() ? "(no label)" : volume.label());
    line("  place", volume.place());
    if (!volume.fault().isEmpty()) {
      line("  cannot be shown", volume.fault());
      return;
    }
    line("  type", volume.type());
    line("  views", String.join(", ", volume.views()));
    line("  size", bytes(volume.size()));
    if (volume.free() > 0) {
      line("  free", bytes(volume.free()));
    }
    facts("  ", volume.facts());
    for (ImageInfo.BootImage boot : volume.bootImages()) {
      line("  boot image", boot.name() + ", " + boot.description() + ", " + bytes(boot.size()));
    }
  }

  private void facts(String indent, Map<String, String> facts) {
    facts.forEach((key, value) -> line(indent + key, value));
  }

  private void line(String key, String value) {
    String cleanKey = clean(key);
    text.append(cleanKey);
    text.append(" ".repeat(Math.max(2, KEY_WIDTH - cleanKey.length())));
    text.append(clean(value)).append(System.lineSeparator());
  }

  /** {@code 81,920 bytes}. */
  private static String bytes(long count) {
    return String.format(Locale.ROOT, "%,d bytes", count);
  }

  /** What an image says may not steer the terminal that shows it. */
  private static String clean(String text) {
    return text.replaceAll("\\p{Cc}+", " ").stripTrailing();
  }
}
