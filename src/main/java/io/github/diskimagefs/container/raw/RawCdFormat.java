package io.github.diskimagefs.container.raw;

import io.github.diskimagefs.bytes.BufferedSource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.DiscTrack;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.options.ImageScheme;
import io.github.diskimagefs.sector.LayoutProbe;
import io.github.diskimagefs.sector.SectorHeader;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.TrackMode;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bare sectors of a CD that are not 2048 bytes long, recognised by their sync pattern or by the
 * place of the volume descriptor. A sheet beside them tells the tracks; without one, sectors that
 * have no sync pattern are audio.
 */
public final class RawCdFormat extends ProbedFormat {
  private static final int[] GAP_STRIDES = {2352, 2448, 2336, 2048};

  /** Sizes of raw sectors, with and without sub-channel. */
  private static final int[] RAW_STRIDES = {2352, 2448};

  /** Extensions of raw sectors. Others are not searched for data after audio. */
  private static final Set<String> EXTENSIONS =
      Set.of("bin", "img", "raw", "mdf", "b5i", "b6i", "bwi");

  private final VolumeRecognizer volumes;

  /**
   * Creates the format.
   *
   * @param volumes recognises volumes, by which the layout of sectors without headers is found
   */
  public RawCdFormat(VolumeRecognizer volumes) {
    super(ImageScheme.CDBIN, "raw CD sectors");
    this.volumes = volumes;
  }

  @Override
  public boolean accepts(String scheme) {
    return scheme.equals(ImageScheme.CDBIN.text()) || scheme.equals(ImageScheme.ISO.text());
  }

  @Override
  public ContainerFormat detect(ImageFile file) throws IOException {
    boolean raw = probe(file);
    boolean likely = EXTENSIONS.contains(file.extension()) && (raw || stride(file.bytes()) > 0);
    if (likely && !volumes.opticalVolume(file.bytes())) {
      String sheet = SheetBeside.find(file);
      if (sheet != null) {
        return new SheetBeside(sheet, raw ? this : null);
      }
    }
    return raw ? this : null;
  }

  /** Returns the size of raw sectors that fill a file, or 0. */
  private static int stride(ByteSource bytes) {
    for (int stride : RAW_STRIDES) {
      if (bytes != null && bytes.size() > 0 && bytes.size() % stride == 0) {
        return stride;
      }
    }
    return 0;
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    if (file.bytes() == null) {
      return false;
    }
    if (SectorHeader.read(file.bytes(), 0) != null) {
      return true;
    }
    if (volumes.opticalVolume(file.bytes())) {
      return false; // sectors of 2048 bytes
    }
    ByteSource bytes = BufferedSource.of(file.bytes());
    SectorLayout layout = LayoutProbe.find(bytes, 0, volumes);
    if (layout != null) {
      return !layout.plain();
    }
    int stride = EXTENSIONS.contains(file.extension()) ? stride(file.bytes()) : 0;
    return gap(bytes) != null || (stride > 0 && new RawTracks(file.bytes(), stride).anyData());
  }

  /** Returns the layout of sectors that start after an empty gap of two seconds; else null. */
  private SectorLayout gap(ByteSource bytes) throws IOException {
    for (int stride : GAP_STRIDES) {
      long sector = DiscBuilder.PREGAP * stride;
      SectorLayout layout =
          bytes.size() <= sector
              ? null
              : LayoutProbe.find(bytes.slice(sector, bytes.size() - sector), 0, volumes);
      if (layout != null && layout.stride() == stride) {
        return layout;
      }
    }
    return null;
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    ByteSource bytes = file.bytes();
    SectorLayout layout = LayoutProbe.find(bytes, 0, volumes);
    SectorLayout gap = layout == null ? gap(bytes) : null;
    if (gap != null) {
      return afterGap(bytes, gap);
    }
    if (layout == null && SectorHeader.read(bytes, 0) == null && stride(bytes) > 0) {
      return tracks(bytes, stride(bytes));
    }
    if (layout == null) {
      layout = SectorLayout.of(TrackMode.MODE1, SectorLayout.RAW);
    }
    int stride = layout.stride();
    SectorHeader header = layout.skipped() == 0 ? SectorHeader.read(bytes, 0) : null;
    long pregap = header == null ? 0 : pregap(header, SectorHeader.read(bytes, stride));
    long data = header == null ? layout.sectors(bytes.size()) : dataSectors(bytes, stride);
    pregap = pregap < data ? pregap : 0;
    DiscBuilder disc = new DiscBuilder(volumes);
    disc.track(
        new DiscTrack(
            1,
            layout,
            0,
            bytes.slice(0, Math.min(bytes.size(), data * stride)),
            pregap,
            List.of(),
            Map.of()));
    if (bytes.size() / stride > data) {
      SectorLayout audio = SectorLayout.of(TrackMode.AUDIO, stride);
      ByteSource rest = bytes.slice(data * stride, bytes.size() - data * stride);
      disc.track(new DiscTrack(2, audio, 0, rest, 0, List.of(), Map.of()));
    }
    return new DiscContainer("raw sectors of " + stride + " bytes", disc.build(Map.of()));
  }

  /** Opens sectors that start with audio. */
  private Container tracks(ByteSource bytes, int stride) throws IOException {
    DiscBuilder disc = new DiscBuilder(volumes);
    int number = 0;
    for (RawTracks.Range range : new RawTracks(bytes, stride).ranges()) {
      long offset = range.first() * stride;
      SectorLayout layout = SectorLayout.of(TrackMode.AUDIO, stride);
      if (range.data()) {
        SectorLayout data = SectorLayout.of(TrackMode.MODE1, stride);
        layout = LayoutProbe.confirm(bytes, offset, data, volumes);
      }
      ByteSource sectors = bytes.slice(offset, range.end() * stride - offset);
      disc.track(new DiscTrack(++number, layout, 0, sectors, 0, List.of(), Map.of()));
    }
    return new DiscContainer("raw sectors of " + stride + " bytes", disc.build(Map.of()));
  }

  /** Returns the sectors before address 0 by the first two headers; 0 if these are blank. */
  private static long pregap(SectorHeader first, SectorHeader second) {
    boolean counted =
        first.block() != SectorHeader.NONE && second != null && second.block() == first.block() + 1;
    return counted && first.block() < 0 ? -first.block() : 0;
  }

  private Container afterGap(ByteSource bytes, SectorLayout layout) throws IOException {
    DiscBuilder disc = new DiscBuilder(volumes);
    disc.moveTo(-DiscBuilder.PREGAP);
    disc.track(new DiscTrack(1, layout, 0, bytes, DiscBuilder.PREGAP, List.of(), Map.of()));
    return new DiscContainer(
        "sectors of " + layout.stride() + " bytes after a gap", disc.build(Map.of()));
  }

  /** Returns the number of data sectors before the audio that ends the image, if any does. */
  private static long dataSectors(ByteSource bytes, int stride) throws IOException {
    long total = bytes.size() / stride;
    if (total == 0 || SectorHeader.read(bytes, (total - 1) * stride) != null) {
      return total + (bytes.size() % stride == 0 ? 0 : 1);
    }
    long with = 0;
    long without = total - 1;
    while (without - with > 1) {
      long middle = (with + without) / 2;
      if (SectorHeader.read(bytes, middle * stride) != null) {
        with = middle;
      } else {
        without = middle;
      }
    }
    return without;
  }
}
