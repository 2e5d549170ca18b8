package io.github.diskimagefs.mount;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.BufferedSource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.LuksHeader;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.partition.Partition;
import io.github.diskimagefs.partition.Partitions;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.GapException;
import io.github.diskimagefs.volume.BootImage;
import io.github.diskimagefs.volume.ImageFolder;
import io.github.diskimagefs.volume.Recognition;
import io.github.diskimagefs.volume.StandardIdentifier;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the volumes of an image. Regions wait in a queue: volume formats turn a region into volume
 * candidates, partition maps turn it into further regions, whose candidates follow its own.
 */
final class VolumeScanner {
  /** Place of a volume that is the whole disk. */
  static final String DISK = "disk";

  /** Encrypted regions that are opened, because each may take seconds. */
  private static final int MAX_ENCRYPTED = 8;

  /** Partition maps within partitions: a disk label within an MBR is the deepest known. */
  private static final int MAX_DEPTH = 2;

  /** Bytes in which nearly every format is recognised: the anchors of UDF are the last. */
  private static final int HEAD_BYTES = (256 + 8) * 2048;

  /**
   * The volumes found.
   *
   * @param data volumes with files, in the order of their {@code volume} index
   * @param audio the audio tracks as a volume of audio files, or null if there are none
   * @param partitions entries of partition maps in their order, by the place of their volumes
   */
  record Found(List<VolumeCandidate> data, Volume audio, Map<String, PlacedPartition> partitions) {
    Found {
      data = List.copyOf(data);
      partitions = Collections.unmodifiableMap(new LinkedHashMap<>(partitions));
    }
  }

  private final ImageOptions options;
  private final ChunkCache cache;
  private final ImageFolder folder;
  private final List<VolumeCandidate> found = new ArrayList<>();
  private final Deque<Region> queue = new ArrayDeque<>();

  /** The source that was probed last, and its buffer. */
  private ByteSource probed;

  private BufferedSource buffer;

  private final Map<String, PlacedPartition> partitions = new LinkedHashMap<>();

  /** Number of the regions that were found to be encrypted. */
  private int encrypted;

  /** Creates a scanner; {@code folder} is that of the image file. */
  VolumeScanner(ImageOptions options, ChunkCache cache, ImageFolder folder) {
    this.options = options;
    this.cache = cache;
    this.folder = folder;
  }

  Found find(Content content) throws IOException {
    List<Disc> discs = content.opticalDiscs();
    List<Volume> audio = new ArrayList<>();
    for (int i = 0; i < discs.size(); i++) {
      String disc = discs.size() == 1 ? "" : "disc " + (i + 1) + ' ';
      DiscVolumes volumes = new DiscVolumes(discs.get(i), options, cache);
      for (DiscVolumes.Place place : volumes.data()) {
        String words = disc + place.words();
        queue.add(new Region(words, words + ' ', place.source(), place.secondary(), 0));
      }
      scan();
      Volume tracks = volumes.audio();
      if (tracks != null && !audio.isEmpty()) {
        VolumeView view = VolumeView.of("audio", () -> tracks);
        found.add(new VolumeCandidate(disc + "audio", List.of(view), true, null));
      } else if (tracks != null) {
        audio.add(tracks);
      }
    }
    if (content instanceof Content.BlockDevice disk) {
      VolumeSource source = VolumeSource.of(disk.bytes(), disk.sectorSize(), cache, folder);
      queue.add(new Region(DISK, "", source, false, 0));
      scan();
      if (found.isEmpty() && partitions.isEmpty()) {
        embedded(source);
      }
    }
    return new Found(found, audio.isEmpty() ? null : audio.get(0), partitions);
  }

  private void scan() {
    while (!queue.isEmpty()) {
      Region next = queue.remove();
      announceHead(next);
      Region region = unlocked(next);
      if (region == null) {
        continue;
      }
      int before = found.size();
      volumes(region);
      boolean volume = found.size() > before;
      Set<Long> starts = Set.of();
      if (region.depth() == 0 || (!volume && region.depth() < MAX_DEPTH)) {
        starts = partitions(region, volume ? found.get(found.size() - 1) : null);
      }
      if (region.depth() == 0 && volume && !region.source().listed()) {
        appended(region, starts);
      }
    }
  }

  /** Has a distant host send the start of a disk or partition at once. */
  private static void announceHead(Region region) {
    region.source().bytes().announce(region.source().start(), HEAD_BYTES);
  }

  /**
   * Returns the decrypted bytes of a region that LUKS encrypts, and any other region as it is; null
   * after an error, which takes the place of its volumes.
   */
  private Region unlocked(Region region) {
    VolumeSource source = region.source();
    if (source.listed() || !isEncrypted(source.bytes())) {
      return region;
    }
    try {
      if (++encrypted > MAX_ENCRYPTED) {
        throw new UnsupportedImageException("more than " + MAX_ENCRYPTED + " LUKS partitions");
      }
      ByteSource plain = LuksHeader.read(source.bytes()).open(region.place(), options, cache);
      return region.with(VolumeSource.of(plain, source.sectorSize(), cache, folder));
    } catch (IOException e) {
      found.add(new VolumeCandidate(region.place(), List.of(), region.secondary(), e));
      return null;
    }
  }

  private boolean isEncrypted(ByteSource bytes) {
    try {
      return LuksHeader.probe(buffered(bytes));
    } catch (IOException e) {
      return false; // reading the volume reports the error
    }
  }

  /** Adds the volumes that start after other bytes of a disk that is none itself. */
  private void embedded(VolumeSource disk) throws IOException {
    ByteSource bytes = disk.bytes();
    for (VolumeFormat format : Formats.VOLUMES) {
      for (long start : format.embedded(bytes)) {
        ByteSource part = bytes.tail(start);
        VolumeSource source = VolumeSource.of(part, disk.sectorSize(), cache, folder);
        volumes(new Region("disk from byte " + start, "", source, false, 1));
      }
    }
  }

  /** Adds the volumes that follow that of a region without being partitions. */
  private void appended(Region region, Set<Long> partitions) {
    ByteSource bytes = region.source().bytes();
    if (options.volume().isPresent()) {
      bytes.size(); // a source that does not know it unpacks all volumes
    }
    for (VolumeFormat format : Formats.OPTICAL) {
      List<Long> starts;
      try {
        starts = format.appended(buffered(bytes));
      } catch (IOException e) {
        continue; // the volume before reports the error
      }
      for (long start : starts) {
        if (!partitions.contains(start)) {
          ByteSource part = bytes.tail(start);
          int sectorSize = region.source().sectorSize();
          String place = region.place() + " from byte " + start;
          volumes(
              new Region(place, "", VolumeSource.of(part, sectorSize, cache, folder), false, 1));
        }
      }
    }
  }

  /**
   * Puts the partitions of a region before all others in the queue, so that their order is kept.
   *
   * @return the byte positions at which they start
   */
  private Set<Long> partitions(Region region, VolumeCandidate whole) {
    ByteSource disk = region.source().track();
    int sectorSize = region.source().sectorSize();
    List<Partition> entries;
    try {
      entries =
          Partitions.of(buffered(disk), sectorSize, offset -> volumeAt(disk, sectorSize, offset));
    } catch (IOException e) {
      // A volume stays as it is where the system area before it cannot be read.
      if (found.isEmpty() && !region.source().listed()) {
        found.add(new VolumeCandidate(region.place(), List.of(), region.secondary(), e));
      }
      return Set.of();
    }
    Set<Long> starts = new HashSet<>();
    PlacedPartition parent = partitions.get(region.place());
    long base = parent == null ? 0 : parent.start();
    List<Region> children = new ArrayList<>();
    for (Partition partition : entries) {
      starts.add(partition.offset());
      // A hybrid's partition that starts at byte 0 is the disk once more.
      if (partition.offset() != 0 || found.isEmpty()) {
        String place = region.prefix() + place(partition);
        partitions.put(
            place, new PlacedPartition(partition, place, start(base, partition.offset())));
        if (!disk.holds(partition.offset(), 1)) {
          continue; // of a disk that was cut
        }
        ByteSource part = partition.open(disk);
        children.add(
            new Region(
                place,
                place + ' ',
                VolumeSource.of(part, sectorSize, cache, folder),
                region.secondary() || partition.bootOrRecovery(),
                region.depth() + 1));
      }
    }
    if (whole != null) {
      children.forEach(child -> scanHybrid(child, whole));
      return starts;
    }
    for (int i = children.size() - 1; i >= 0; i--) {
      queue.addFirst(children.get(i));
    }
    return starts;
  }

  /** Returns the position on the whole disk; the last one possible if that is passed. */
  private static long start(long base, long offset) {
    return offset > Long.MAX_VALUE - base ? Long.MAX_VALUE : base + offset;
  }

  /** Returns whether a volume format has its signature at an offset of a disk. */
  private boolean volumeAt(ByteSource disk, int sectorSize, long offset) {
    if (!disk.holds(offset, 1)) {
      return false;
    }
    ByteSource rest = disk.tail(offset);
    if (rest.isSequential()) {
      rest = rest.slice(0, rest.clip(0, HEAD_BYTES));
    }
    VolumeSource source = new BufferedVolumeSource(VolumeSource.of(rest, sectorSize, cache));
    for (VolumeFormat format : Formats.VOLUMES) {
      if (recognises(format, source)) {
        return true;
      }
    }
    return false;
  }

  private static boolean recognises(VolumeFormat format, VolumeSource source) {
    try {
      return format.hasSignature(source);
    } catch (IOException e) {
      return false; // another partition may be readable
    }
  }

  /**
   * Scans a partition of a disk that is a volume itself; one that shows it again is left out, and
   * one that only covers files of the disk, among them the descriptors of an image.
   */
  private void scanHybrid(Region partition, VolumeCandidate whole) {
    announceHead(partition);
    int before = found.size();
    volumes(partition);
    if (found.size() == before + 1
        && (again(whole, found.get(before)) || covers(partition, found.get(before)))) {
      found.remove(before);
    }
  }

  /** Returns whether a partition has descriptors of a disc, but not where one would start there. */
  private boolean covers(Region partition, VolumeCandidate volume) {
    VolumeSource source = partition.source();
    try {
      return volume.error() != null
          && volume.views().isEmpty()
          && Formats.OPTICAL.containsAll(recognised(source))
          && StandardIdentifier.read(source.bytes(), StandardIdentifier.FIRST_DESCRIPTOR) == null;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns whether a hybrid's partition has descriptors of its own for the tree of the disk. */
  private static boolean again(VolumeCandidate disk, VolumeCandidate partition) {
    if (!disk.isOptical() || !partition.isOptical()) {
      return false;
    }
    try (Volume first = disk.open(ViewName.AUTO);
        Volume second = partition.open(ViewName.AUTO)) {
      return first.type().equals(second.type())
          && first.label().equals(second.label())
          && first.root().modified().equals(second.root().modified());
    } catch (IOException e) {
      return false;
    }
  }

  private static String place(Partition partition) {
    String place = partition.scheme() + " " + partition.index();
    return partition.name().isEmpty() ? place : place + " \"" + partition.name() + '"';
  }

  /** Adds the volumes of a region: its optical trees are views of one, each other is a volume. */
  private void volumes(Region region) {
    List<VolumeView> optical = new ArrayList<>();
    List<VolumeView> others = new ArrayList<>();
    IOException error = null;
    VolumeSource source = region.source();
    List<VolumeFormat> formats = recognised(source);
    VolumeSource session = source;
    try {
      session = SessionSelector.select(source, buffered(source.bytes()), formats, options);
    } catch (IOException e) {
      error = e;
      formats = formats.stream().filter(format -> !Formats.OPTICAL.contains(format)).toList();
    }
    if (session != source) {
      // The chosen session may be of another format than the first one.
      formats = new ArrayList<>(formats);
      formats.removeAll(Formats.OPTICAL);
      formats.addAll(recognised(session).stream().filter(Formats.OPTICAL::contains).toList());
    }
    for (VolumeFormat format : formats) {
      try {
        VolumeSource place = Formats.OPTICAL.contains(format) ? session : source;
        for (VolumeView view : format.views(place, options)) {
          (VolumeCandidate.isOptical(view) ? optical : others).add(view);
        }
      } catch (IOException e) {
        if (error == null) {
          error = e;
        }
      }
    }
    if (!optical.isEmpty()) {
      VolumeSource place = session;
      found.add(
          new VolumeCandidate(
              region.place(),
              List.copyOf(optical),
              region.secondary(),
              null,
              () -> bootImages(place)));
    }
    for (VolumeView view : others) {
      found.add(new VolumeCandidate(region.place(), List.of(view), region.secondary(), null));
    }
    if (error != null && optical.isEmpty() && others.isEmpty()) {
      found.add(new VolumeCandidate(region.place(), List.of(), region.secondary(), error));
    }
  }

  /** Returns a buffer for probing, the same again for the source that was probed last. */
  private BufferedSource buffered(ByteSource bytes) {
    if (bytes != probed) {
      probed = bytes;
      buffer = new BufferedSource(bytes);
    }
    return buffer;
  }

  private List<BootImage> bootImages(VolumeSource source) throws IOException {
    List<BootImage> images = new ArrayList<>();
    for (VolumeFormat format : Formats.OPTICAL) {
      images.addAll(format.bootImages(source, options));
    }
    return images;
  }

  /**
   * Returns the formats that recognise a source, by their signatures if any has one: the remains of
   * an earlier volume do not count beside another, and are then not looked for.
   */
  private List<VolumeFormat> recognised(VolumeSource source) {
    BufferedSource buffer = buffered(source.bytes());
    if (buffer.isSequential()) {
      // Some formats also look at the end, which is decoded only if none is found at the start.
      ByteSource head = buffer.slice(0, buffer.clip(0, HEAD_BYTES));
      List<VolumeFormat> found = signed(VolumeSource.of(head, source.sectorSize(), source.cache()));
      if (!found.isEmpty() || partitioned(buffer)) {
        return found;
      }
    }
    VolumeSource whole = new BufferedVolumeSource(source, buffer);
    List<VolumeFormat> signed = signed(whole);
    return signed.isEmpty() ? remaining(whole) : signed;
  }

  private static boolean partitioned(ByteSource disk) {
    try {
      return Partitions.probe(disk);
    } catch (IOException e) {
      return false; // reading the map reports the error
    }
  }

  /** Returns the formats whose signature a source has. */
  private static List<VolumeFormat> signed(VolumeSource source) {
    List<VolumeFormat> signed = new ArrayList<>();
    for (VolumeFormat format : Formats.VOLUMES) {
      try {
        if (format.hasSignature(source)) {
          signed.add(format);
        }
      } catch (GapException | UnsupportedImageException e) {
        // The track ends, or audio follows, before the volume would.
      } catch (IOException e) {
        signed.add(format); // reading again reports the error
      }
    }
    return signed;
  }

  /** Returns the formats that have the remains of a volume in a source without a signature. */
  private static List<VolumeFormat> remaining(VolumeSource source) {
    List<VolumeFormat> remaining = new ArrayList<>();
    List<VolumeFormat> unreadable = new ArrayList<>();
    for (VolumeFormat format : Formats.VOLUMES) {
      try {
        if (format.probe(source) != Recognition.NONE) {
          remaining.add(format);
        }
      } catch (GapException | UnsupportedImageException e) {
        // The track ends, or audio follows, before the copy would.
      } catch (IOException e) {
        unreadable.add(format); // reading again reports the error
      }
    }
    return unreadable.isEmpty() ? remaining : unreadable;
  }
}
