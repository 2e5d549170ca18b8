package io.github.diskimagefs.cli;

import io.github.diskimagefs.ImageInfo;
import java.util.Locale;
import java.util.Map;

/** The text form of an {@link ImageInfo}, for people. */
public final class ImageInfoText {
  private static final int KEY_WIDTH = 26;
  private static final int FRAMES_PER_SECOND = 75;
  private static final int LEAD_IN_FRAMES = 150;

  /** How sub-channel Q names the lead-out: AA, read as a number. */
  private static final int LEAD_OUT = 170;

  private final StringBuilder text = new StringBuilder();

  private ImageInfoText() {}

  /** Returns several lines; control characters are replaced. */
  public static String of(ImageInfo info) {
    return new ImageInfoText().lines(info);
  }

  private String lines(ImageInfo info) {
    line("Image", info.format());
    properties("  ", info.properties());
    for (ImageInfo.Session session : info.sessions()) {
      session(session);
    }
    info.disk().ifPresent(disk -> disk(info, disk));
    for (ImageInfo.Volume volume : info.volumes()) {
      volume(volume);
    }
    return text.toString().stripTrailing();
  }

  /** The table of contents, in the columns of {@code cd-info}; then the other properties. */
  private void session(ImageInfo.Session session) {
    text.append(String.format(Locale.ROOT, "%nSession %d%n", session.number()));
    text.append(
        "  #: MSF       LSN    Type   Green? Copy? Channels Premphasis? Sectors  Stored as");
    text.append(System.lineSeparator());
    for (ImageInfo.Track track : session.tracks()) {
      row(track.number(), track.start());
      text.append(columns(track)).append(System.lineSeparator());
      properties("     ", track.properties());
    }
    row(LEAD_OUT, session.leadOut());
    text.append("leadout").append(System.lineSeparator());
  }

  private void row(int number, long start) {
    long frames = Math.max(0, start + LEAD_IN_FRAMES);
    long seconds = frames / FRAMES_PER_SECOND;
    text.append(
        String.format(
            Locale.ROOT,
            "%3d: %02d:%02d:%02d  %06d ",
            number,
            seconds / 60,
            seconds % 60,
            frames % FRAMES_PER_SECOND,
            start));
  }

  private static String columns(ImageInfo.Track track) {
    boolean audio = track.mode() == ImageInfo.TrackMode.AUDIO;
    boolean xa = track.mode() == ImageInfo.TrackMode.MODE2;
    return String.format(
        Locale.ROOT,
        "%-6s %-5s  %-5s %-8s %-11s %-8d %s",
        audio ? "audio" : xa ? "XA" : "data",
        xa,
        yes(track, ImageInfo.TrackFlag.COPY_PERMITTED),
        !audio ? "" : track.flags().contains(ImageInfo.TrackFlag.FOUR_CHANNELS) ? "4" : "2",
        audio ? yes(track, ImageInfo.TrackFlag.PRE_EMPHASIS) : "",
        track.sectors(),
        track.mode() + "/" + track.sectorSize());
  }

  private static String yes(ImageInfo.Track track, ImageInfo.TrackFlag flag) {
    return track.flags().contains(flag) ? "yes" : "no";
  }

  private void disk(ImageInfo info, ImageInfo.Disk disk) {
    text.append(System.lineSeparator());
    line("Disk", size(disk));
    for (String row : PartitionTable.lines(info)) {
      text.append("  ").append(clean(row)).append(System.lineSeparator());
    }
  }

  private static String size(ImageInfo.Disk disk) {
    return disk.size() < 0
        ? "size not known before it is unpacked, sectors of " + disk.sectorSize() + " bytes"
        : String.format(
            Locale.ROOT,
            "%s, %s, %,d sectors of %d bytes",
            Listing.humanReadable(disk.size()),
            bytes(disk.size()),
            disk.size() / disk.sectorSize(),
            disk.sectorSize());
  }

  private void volume(ImageInfo.Volume volume) {
    text.append(System.lineSeparator());
    line("Volume " + volume.index(), volume.label().orElse("(no label)"));
    line("  place", volume.place());
    if (volume.error().isPresent()) {
      line("  cannot be shown", volume.error().get());
      return;
    }
    volume.type().ifPresent(type -> line("  type", type));
    line("  views", String.join(", ", volume.views()));
    volume.size().ifPresent(size -> line("  size", bytes(size)));
    volume.free().ifPresent(free -> line("  free", bytes(free)));
    properties("  ", volume.properties());
    for (ImageInfo.BootImage boot : volume.bootImages()) {
      line("  boot image", boot.name() + ", " + boot.description() + ", " + bytes(boot.size()));
    }
    for (ImageInfo.InnerImage image : volume.innerImages()) {
      line("  image", image.path() + ", " + image.description() + ", " + bytes(image.size()));
    }
  }

  private void properties(String indent, Map<String, String> properties) {
    properties.forEach((key, value) -> line(indent + key, value));
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

  /** Replaces control characters: text of an image must not control the terminal. */
  private static String clean(String text) {
    return text.replaceAll("\\p{Cc}+", " ").stripTrailing();
  }
}
