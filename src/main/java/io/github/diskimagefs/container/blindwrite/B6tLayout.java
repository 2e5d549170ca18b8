package io.github.diskimagefs.container.blindwrite;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.container.StoredTrack;
import io.github.diskimagefs.container.TrackExtent;
import io.github.diskimagefs.container.UnreadableSource;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a disc of the tracks of a descriptor and the blocks of sectors in files. */
final class B6tLayout {
  private static final int RAW = 2352;

  private final B6tDescriptor descriptor;
  private final List<B6tBlock> blocks;
  private final SheetFiles files;
  private final boolean only;
  private final DiscBuilder disc;

  B6tLayout(B6tDescriptor descriptor, SheetFiles files, VolumeRecognizer volumes) {
    this.descriptor = descriptor;
    this.blocks = new ArrayList<>(descriptor.blocks());
    blocks.sort(Comparator.comparingLong(B6tBlock::start));
    this.files = files;
    this.only = blocks.stream().map(B6tBlock::name).distinct().count() == 1;
    this.disc = new DiscBuilder(volumes);
  }

  Disc disc() throws IOException {
    Set<Integer> numbers = new HashSet<>();
    for (B6tTrack track : descriptor.tracks()) {
      if (!numbers.add(track.point())) {
        continue; // the table of contents repeats it
      }
      if (track.session() != disc.session()) {
        disc.session(track.session());
      }
      add(track);
    }
    files.requireAny();
    return disc.build(descriptor.cdText(), descriptor.catalogue());
  }

  private void add(B6tTrack track) throws IOException {
    List<ByteSource> parts = new ArrayList<>();
    long first = Long.MIN_VALUE;
    long next = track.start();
    int size = 0;
    for (B6tBlock block : blocks) {
      long begin = Math.max(next, block.start());
      long end = Math.min(track.end(), block.end());
      boolean follows = parts.isEmpty() || (begin == next && block.sectorSize() == size);
      if (begin < end && block.sectorSize() > 0 && follows) {
        size = block.sectorSize();
        first = parts.isEmpty() ? begin : first;
        parts.add(part(block, begin, end));
        next = end;
      }
    }
    if (parts.isEmpty()) {
      first = track.start();
      next = track.end();
      size = RAW;
      String detail =
          String.format(
              "no data block has track %02d, LBA %d to %d", track.point(), first, track.end());
      parts.add(UnreadableSource.malformed(B6tDescriptor.NAME, detail, RAW));
    }
    // The sectors before the first block are a pregap that is not stored.
    long pregap = Math.max(0, track.pregap() - (first - track.start()));
    disc.moveTo(first);
    disc.track(
        new StoredTrack(
            B6tDescriptor.NAME,
            track.point(),
            track.kind(),
            size,
            track.control(),
            new TrackExtent(ConcatSource.of(parts), 0, Math.max(0, next - first)),
            pregap,
            List.of(),
            descriptor.cdText().getOrDefault(track.point(), Map.of())));
  }

  /** Returns the sectors of a block from one address to before another. */
  private ByteSource part(B6tBlock block, long begin, long end) throws IOException {
    long length = (end - begin) * block.sectorSize();
    ByteSource file = files.open(block.name(), only, SheetFiles.Content.SECTORS);
    if (file == null) {
      return files.missing(block.name(), B6tDescriptor.NAME, length);
    }
    long offset = block.offset() + (begin - block.start()) * block.sectorSize();
    if (offset >= file.size()) {
      String detail =
          String.format(
              "LBA %d at byte %d of %s, which has %d", begin, offset, block.name(), file.size());
      return UnreadableSource.malformed(B6tDescriptor.NAME, detail, length);
    }
    return file.slice(offset, Math.min(length, file.size() - offset));
  }
}
