package io.github.diskimagefs.container.split;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.container.ContainerDetector;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Recognises split images by the name of their first part and the content of all. */
public final class SplitFormat implements ContainerDetector {
  /**
   * Parts that are opened: each takes a file descriptor, of which a process has 1024 by default.
   */
  private static final int MAX_PARTS = 1000;

  /** Names of a folder that are looked at to find parts after a gap. */
  private static final int MAX_NAMES = 10_000;

  /** How far after the first missing part another one may be, as a multiple of its number. */
  private static final int MAX_GAP_FACTOR = 3;

  /** Extensions of other files that look like parts counted by letters. */
  private static final Set<String> EXTENSIONS =
      Set.of("gz", "xz", "bz", "lz", "md", "db", "asc", "bin", "cue", "iso", "img", "md5", "sha");

  private final ContainerDetector images;

  /**
   * Creates a detector.
   *
   * @param images recognises the joined image, which is no further split one
   */
  public SplitFormat(ContainerDetector images) {
    this.images = images;
  }

  @Override
  public ContainerFormat detect(ImageFile file) throws IOException {
    PartName name = file.bytes() == null ? null : PartName.of(file.name());
    if (name == null || !name.isFirst() || file.folder() == null) {
      return null;
    }
    List<HostFile> parts = new ArrayList<>();
    ContainerFormat format = null;
    try {
      String missing = open(name, file.folder(), parts);
      if (parts.isEmpty() && missing == null) {
        return null;
      }
      List<ByteSource> all = new ArrayList<>(parts);
      all.add(0, file.bytes());
      ImageFile whole = file.inner(name.whole(), ConcatSource.of(all));
      format = detect(whole, missing);
      return format == null
          ? null
          : new SplitImage.Format(format, whole, List.copyOf(parts), missing);
    } finally {
      if (format == null) {
        Closing.all(parts);
      }
    }
  }

  /** Detects the image in the parts; those before a gap may be too few for a compressed one. */
  private ContainerFormat detect(ImageFile whole, String missing) throws IOException {
    try {
      return images.detect(whole);
    } catch (MalformedImageException e) {
      if (missing != null) {
        throw missing(missing);
      }
      throw e;
    }
  }

  static MalformedImageException missing(String part) {
    return new MalformedImageException(
        "split image",
        MalformedImageException.NO_OFFSET,
        "the part " + part + " is missing in its folder");
  }

  /** Opens the parts after the first; returns the name of a part that is missing, or null. */
  private static String open(PartName first, HostFolder folder, List<HostFile> parts)
      throws IOException {
    long number = first.number() + 1;
    while (true) {
      String name = first.of(number);
      HostFile part = name == null || parts.size() == MAX_PARTS ? null : folder.open(name);
      if (part == null) {
        return name != null && later(first, number, folder) ? name : null;
      }
      parts.add(part);
      number++;
    }
  }

  /** Returns whether the folder has a part after a gap. */
  private static boolean later(PartName first, long gap, HostFolder folder) throws IOException {
    for (String name : folder.names(MAX_NAMES)) {
      PartName other = PartName.of(name);
      if (other != null
          && other.letters() == first.letters()
          && other.stem().equals(first.stem())
          && (other.suffix().length() == first.suffix().length() || first.growsTo(other))
          && other.number() > gap
          && other.number() <= MAX_GAP_FACTOR * gap
          && !EXTENSIONS.contains(other.suffix())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the name of the first part of the split image that a file is a later part of; null if
   * it is none.
   */
  public static String firstPart(ImageFile file) throws IOException {
    PartName name = PartName.of(file.name());
    if (name == null || file.folder() == null || name.number() == 0) {
      return null;
    }
    for (String first : name.firsts()) {
      if (!first.equals(file.name())) {
        try (HostFile part = file.folder().open(first)) {
          if (part != null) {
            return first;
          }
        }
      }
    }
    return null;
  }
}
