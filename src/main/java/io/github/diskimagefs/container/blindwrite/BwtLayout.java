package io.github.diskimagefs.container.blindwrite;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.container.StoredTrack;
import io.github.diskimagefs.container.TrackExtent;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.SubchannelQ;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes a disc of the entries of a descriptor, the raw sectors, and the sub-channels. */
final class BwtLayout {
  private static final int LAST_TRACK = 99;
  private static final int RAW = SectorLayout.RAW;

  private final BwtDescriptor descriptor;
  private final SheetFiles files;
  private final DiscBuilder disc;
  private final Set<Integer> numbers = new HashSet<>();

  BwtLayout(BwtDescriptor descriptor, SheetFiles files, VolumeRecognizer volumes) {
    this.descriptor = descriptor;
    this.files = files;
    this.disc = new DiscBuilder(volumes);
  }

  Disc disc() throws IOException {
    HostFile channels =
        descriptor.channelFile().isEmpty() ? null : files.openIfThere(descriptor.channelFile());
    Map<String, String> texts = new TreeMap<>();
    for (BwtEntry entry : descriptor.entries()) {
      if (entry.point() >= 1 && entry.point() <= LAST_TRACK) {
        add(entry, channels);
      } else {
        entry.texts().forEach((name, text) -> texts.put(name.equals("isrc") ? "mcn" : name, text));
      }
    }
    if (numbers.isEmpty()) {
      throw malformed("no entry of the table of contents is a track");
    }
    files.requireAny();
    return disc.build(texts);
  }

  private void add(BwtEntry entry, HostFile channels) throws IOException {
    if (!numbers.add(entry.point())) {
      return; // the table of contents repeats it
    }
    if (entry.session() != disc.session()) {
      disc.session(entry.session());
    }
    long index1 = entry.offset() + (DiscBuilder.PREGAP - entry.adjustment()) * RAW;
    long pregap = entry.pregap() > 0 ? Math.max(0, entry.start() - entry.pregap()) : 0;
    pregap = pregap * RAW <= index1 ? pregap : 0;
    Map<String, String> texts = entry.texts();
    if (channels != null && index1 >= 0) {
      int size = SectorLayout.SUB_CHANNEL;
      long sectors = Math.max(0, entry.end() - entry.start());
      texts = disc.withCodes(texts, SubchannelQ.read(channels, index1 / RAW * size, size, sectors));
    }
    disc.moveTo(entry.start() - pregap);
    disc.track(
        new StoredTrack(
            BwtDescriptor.NAME,
            entry.point(),
            entry.kind(),
            RAW,
            entry.control(),
            new TrackExtent(
                file(entry), index1 - pregap * RAW, entry.end() - entry.start() + pregap),
            pregap,
            List.of(),
            texts));
  }

  private ByteSource file(BwtEntry entry) throws IOException {
    String recorded = entry.file().isEmpty() ? descriptor.dataFile() : entry.file();
    ByteSource file = files.open(recorded, true, SheetFiles.Content.SECTORS);
    if (file == null) {
      file = files.sibling("bwi");
    }
    return file == null ? files.missing(recorded, BwtDescriptor.NAME, 0) : file;
  }

  private static MalformedImageException malformed(String detail) {
    return new MalformedImageException(
        BwtDescriptor.NAME, MalformedImageException.NO_OFFSET, detail);
  }
}
