package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.container.ImageFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Search for the files of a segmented image: by the name that {@code hdiutil} gives them, in any
 * case; after a file was renamed, by the identifier that all segments share.
 */
final class SegmentLocator implements Closeable {
  /** Maximum number of names of a folder that are looked at. */
  private static final int MAX_NAMES = 100_000;

  /** Maximum number of files that are opened to read their trailers. */
  private static final int MAX_CANDIDATES = 2_000;

  private static final String EXTENSION = ".dmgpart";

  private final ImageFile first;
  private final KolyTrailer koly;
  private final HostFolder folder;
  private final Map<Long, Segment> found = new HashMap<>();
  private List<String> names;
  private Deque<String> candidates;

  /** An open segment and its trailer. */
  record Segment(HostFile file, KolyTrailer koly) {}

  /** Creates a search for the segments of an image whose first file is known. */
  SegmentLocator(ImageFile first, KolyTrailer koly) {
    this.first = first;
    this.koly = koly;
    this.folder = first.folder() == null ? HostFolder.EMPTY : first.folder();
  }

  /**
   * Opens a segment, which the caller closes.
   *
   * @param number from 2
   * @throws MalformedImageException naming the file if it is missing
   */
  Segment open(int number) throws IOException {
    int dot = first.name().lastIndexOf('.');
    String stem = dot < 0 ? first.name() : first.name().substring(0, dot);
    String name = String.format("%s.%03d%s", stem, number, EXTENSION);
    Segment segment = found.remove((long) number);
    if (segment == null) {
      segment = openIfSegment(name);
      if (segment == null) {
        segment = openInOtherCase(name);
      }
      if (segment != null && segment.koly.segment() != number) {
        keep(segment);
        segment = null;
      }
    }
    while (segment == null && !candidates().isEmpty()) {
      keep(openIfSegment(candidates().remove()));
      segment = found.remove((long) number);
    }
    if (segment == null) {
      throw new MalformedImageException(
          "UDIF segment",
          MalformedImageException.NO_OFFSET,
          name + " is missing, segment " + number + " of " + koly.segments());
    }
    return segment;
  }

  private void keep(Segment segment) throws IOException {
    if (segment != null && found.putIfAbsent(segment.koly.segment(), segment) != null) {
      segment.file.close();
    }
  }

  private Segment openInOtherCase(String name) throws IOException {
    for (String other : names()) {
      if (other.equalsIgnoreCase(name)) {
        return openIfSegment(other);
      }
    }
    return null;
  }

  /** Opens a file; returns null if there is none or it is no segment of this image. */
  private Segment openIfSegment(String name) throws IOException {
    HostFile file = folder.open(name);
    if (file == null) {
      return null;
    }
    Segment segment = null;
    try {
      long trailer = TrailerLocator.findInSegment(file);
      KolyTrailer other = trailer < 0 ? null : KolyTrailer.read(file, trailer);
      if (other != null
          && other.segmentId().equals(koly.segmentId())
          && other.segments() == koly.segments()
          && other.segment() > 1) {
        segment = new Segment(file, other);
      }
    } catch (MalformedImageException e) {
      // The file is no segment.
    } finally {
      if (segment == null) {
        file.close();
      }
    }
    return segment;
  }

  /** Returns the names of the files that may be segments and were not opened, likely ones first. */
  private Deque<String> candidates() throws IOException {
    if (candidates == null) {
      List<String> likely = new ArrayList<>();
      List<String> others = new ArrayList<>();
      for (String name : names()) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains(EXTENSION)) {
          likely.add(name);
        } else if (lower.contains(".dmg") && !name.equals(first.name())) {
          others.add(name);
        }
      }
      likely.addAll(others);
      candidates = new ArrayDeque<>(likely.subList(0, Math.min(MAX_CANDIDATES, likely.size())));
    }
    return candidates;
  }

  private List<String> names() throws IOException {
    if (names == null) {
      names = folder.names(MAX_NAMES).stream().sorted().toList();
    }
    return names;
  }

  /** Closes the files that were opened and not asked for. */
  @Override
  public void close() throws IOException {
    for (Segment segment : found.values()) {
      segment.file.close();
    }
    found.clear();
  }
}
