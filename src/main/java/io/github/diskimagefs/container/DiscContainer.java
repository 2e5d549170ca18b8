package io.github.diskimagefs.container;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.Track;
import io.github.diskimagefs.sector.TrackMode;
import io.github.diskimagefs.sector.TrackReport;
import java.io.Closeable;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An image of a disc of tracks.
 *
 * @param type the format's name
 * @param disc its sessions and tracks
 * @param files what to close
 */
public record DiscContainer(String type, Disc disc, Closeable files) implements Container {
  private static final String MCN = "Media Catalog Number (MCN)";

  /** A container that opened no files of its own. */
  public DiscContainer(String type, Disc disc) {
    this(type, disc, () -> {});
  }

  /** Reads the disc that the sheet of an image describes. */
  @FunctionalInterface
  public interface SheetReader {
    /** Reads a disc whose sectors are in files. */
    Disc read(SheetFiles files) throws IOException;
  }

  /**
   * Opens an image whose sectors are in files beside its sheet; they are closed if that fails.
   *
   * @param type the format's name
   */
  public static DiscContainer open(
      String type, ImageFile sheet, ImageContext context, SheetReader reader) throws IOException {
    SheetFiles files = new SheetFiles(sheet, context);
    try {
      return new DiscContainer(type, reader.read(files), files);
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, files);
      throw e;
    }
  }

  @Override
  public Content content() {
    return new Content.OpticalDisc(disc);
  }

  /** Returns the disc mode and the texts of the whole disc. */
  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("disc mode", mode());
    disc.cdText().forEach((key, value) -> properties.put(key.equals("mcn") ? MCN : key, value));
    return properties;
  }

  private String mode() {
    Set<TrackMode> modes = EnumSet.noneOf(TrackMode.class);
    disc.tracks().forEach(track -> modes.add(track.layout().mode()));
    if (modes.size() > 1) {
      return "CD-ROM Mixed";
    }
    return modes.contains(TrackMode.AUDIO)
        ? "CD-DA"
        : modes.contains(TrackMode.MODE2) ? "CD DATA (Mode 2)" : "CD DATA (Mode 1)";
  }

  private static String name(Track track) {
    return String.format("Track %02d", track.number());
  }

  @Override
  public void verify(VerifyReport report) throws IOException {
    for (Track track : disc.tracks()) {
      if (track.bytes() instanceof UnreadableSource source) {
        String reason = source.error().get().getMessage();
        report.add(
            name(track), source.valid() ? VerifyStatus.NOT_CHECKED : VerifyStatus.DAMAGED, reason);
        continue;
      }
      try {
        verify(track, report);
      } catch (UnsupportedImageException e) {
        report.unchecked(name(track), e.getMessage());
      } catch (IOException e) {
        report.checked(name(track), false, e.getMessage());
      }
    }
  }

  private static void verify(Track track, VerifyReport report) throws IOException {
    report.start(name(track), track.bytes().size());
    TrackReport figures = TrackReport.of(track, report::read);
    if (!track.layout().checkable()) {
      String codes = track.data() ? "no EDC stored" : "audio has no EDC";
      report.unchecked(name(track), figures.sectors() + " sectors read, " + codes);
    } else if (figures.valid() && figures.unchecked() > 0) {
      report.unchecked(name(track), figures.toString());
    } else {
      report.checked(name(track), figures.valid(), figures.toString());
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
