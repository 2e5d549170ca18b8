package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.bytes.HostFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The files that a sheet names, in the sheet's folder and the folders below it. A path of another
 * machine is shortened from its start until it names a file that exists.
 */
public final class SheetFiles implements Closeable {

  /** The content that a track needs a file for. */
  public enum Content {
    /** Sectors, or a track whose content is not known. */
    SECTORS,
    /** Audio, which is often encoded after the sheet was written. */
    AUDIO
  }

  /** Extensions under which the same sectors are found. */
  private static final List<String> SECTORS = List.of(".bin", ".img", ".iso", ".raw", ".mdf");

  /** Extensions under which the same audio is found. */
  private static final List<String> AUDIO =
      List.of(
          ".wav", ".flac", ".bin", ".img", ".raw", ".aiff", ".aif", ".ape", ".wv", ".tta", ".tak",
          ".m4a", ".mp3", ".ogg", ".opus", ".wma", ".mpc", ".w64", ".iso");

  /** Maximum number of files of one sheet: a disc has 99 tracks of at most 99 indexes. */
  private static final int MAX_FILES = 1_000;

  /** Maximum number of names that are compared with the folder to find the charset. */
  private static final int MAX_COMPARED = 100;

  /** The extension of files that are packed by ECM, after their own. */
  private static final String PACKED = ".ecm";

  private final SheetFolder folder;
  private final String sheet;
  private final ImageContext context;
  private final Map<String, HostFile> files = new HashMap<>();
  private final Map<String, SiblingFile> unpacked = new HashMap<>();

  /** The error of the first file of sectors that is missing, and whether another one is there. */
  private MalformedImageException missing;

  private boolean found;

  /**
   * Creates the set of files, none of which is open yet.
   *
   * @param sheet the file of the sheet
   * @param context opens packed files; null if these do not count
   */
  public SheetFiles(ImageFile sheet, ImageContext context) {
    this.folder = new SheetFolder(sheet.folder());
    this.sheet = sheet.name();
    this.context = context;
  }

  /**
   * Opens a file once. A file that is there only as packed by ECM is unpacked.
   *
   * @param name as written in the sheet
   * @param only whether the sheet names no other file, so that one of the sheet's own name counts
   * @return null if there is no such file
   */
  public ByteSource open(String name, boolean only, Content content) throws IOException {
    ByteSource file = find(name, only, content);
    found |= file != null;
    return file;
  }

  private ByteSource find(String name, boolean only, Content content) throws IOException {
    for (String end : SheetFolder.ends(name)) {
      HostFile file = file(end); // spares the list of the folder, which may be remote and long
      if (file != null) {
        return file;
      }
    }
    String path = folder.find(name);
    if (path == null) {
      path = renamed(SheetFolder.lastPart(name), only, content);
    }
    if (path == null) {
      path = converted(SheetFolder.lastPart(name), content);
    }
    return path == null ? unpacked(name, only) : file(path);
  }

  /** Opens a packed file that has the name in the sheet, or that of the sheet. */
  private ByteSource unpacked(String name, boolean only) throws IOException {
    List<String> names = new ArrayList<>(List.of(name));
    if (only) {
      String last = SheetFolder.lastPart(name);
      int dot = last.lastIndexOf('.');
      names.add(base() + (dot < 0 ? "" : last.substring(dot)));
      SECTORS.forEach(extension -> names.add(base() + extension));
    }
    for (String each : names) {
      String path = context == null ? null : folder.find(each + PACKED);
      ByteSource source = path == null ? null : unpacked(path);
      if (source != null) {
        return source;
      }
    }
    return null;
  }

  private ByteSource unpacked(String path) throws IOException {
    SiblingFile known = unpacked.get(path);
    if (known == null) {
      requireFew();
      known = context.unpack(path);
      if (known != null) {
        unpacked.put(path, known);
      }
    }
    return known == null ? null : known.bytes();
  }

  /**
   * Returns the bytes of a file that {@link #open} does not find: reading them throws.
   *
   * @param name as written in the sheet
   * @param place where the sheet names it
   * @param size bytes that the file would have, as far as known
   */
  public UnreadableSource missing(String name, String place, long size) {
    missing = missing == null ? error(name, place) : missing;
    return new UnreadableSource(() -> error(name, place), size);
  }

  /** Throws if a file was {@link #missing}, and no other one was found. */
  public void requireAny() throws MalformedImageException {
    if (!found && missing != null) {
      throw missing;
    }
  }

  private static MalformedImageException error(String name, String place) {
    return new MalformedImageException(
        place,
        MalformedImageException.NO_OFFSET,
        "the file \"" + SheetFolder.lastPart(name) + "\" is not beside the sheet");
  }

  /** Parses a text. */
  @FunctionalInterface
  public interface Parser<S> {
    /** Parses a text; the line of an error is in the message. */
    S parse(String text) throws MalformedImageException;
  }

  /**
   * Returns the sheet in the charset in which most of the files that it names exist.
   *
   * @param readings the text in each charset that it may be written in, the most probable first
   * @param names returns the files of a sheet
   * @throws MalformedImageException if the first reading is no valid sheet
   */
  public <S> S best(List<String> readings, Parser<S> parser, Function<S, List<String>> names)
      throws IOException {
    S best = parser.parse(readings.get(0));
    if (readings.size() == 1) {
      return best;
    }
    int all = Math.min(MAX_COMPARED, names.apply(best).size());
    int max = count(names.apply(best));
    for (int i = 1; i < readings.size() && max < all; i++) {
      Optional<S> other = parsed(readings.get(i), parser);
      int count = other.isEmpty() ? 0 : count(names.apply(other.get()));
      if (count > max) {
        best = other.get();
        max = count;
      }
    }
    return best;
  }

  private static <S> Optional<S> parsed(String text, Parser<S> parser) {
    try {
      return Optional.of(parser.parse(text));
    } catch (MalformedImageException e) {
      return Optional.empty(); // not the charset of the sheet
    }
  }

  /** Returns how many of the names are those of files. */
  private int count(List<String> names) throws IOException {
    int count = 0;
    for (String name : names.subList(0, Math.min(MAX_COMPARED, names.size()))) {
      count += folder.find(name) == null ? 0 : 1;
    }
    return count;
  }

  /**
   * Finds a file that was renamed with the sheet: it starts like the sheet, and ends as it did
   * before, as in {@code (Track 2).bin}. If the sheet names a single file, that file has the name
   * of the sheet, with its own extension or another one of the same content.
   */
  private String renamed(String name, boolean only, Content content) throws IOException {
    String base = base();
    String best = "";
    for (String other : folder.names()) {
      if (other.length() > base.length() && other.regionMatches(true, 0, base, 0, base.length())) {
        String end = other.substring(base.length());
        boolean same = name.regionMatches(true, name.length() - end.length(), end, 0, end.length());
        if (same && end.length() > best.length() && end.matches(".*\\d.*\\..*")) {
          best = end;
        }
      }
    }
    if (!best.isEmpty()) {
      return folder.find(base + best);
    }
    if (only) {
      int dot = name.lastIndexOf('.');
      List<String> extensions = new ArrayList<>(extensions(content));
      extensions.add(0, dot < 0 ? "" : name.substring(dot));
      for (String extension : extensions) {
        String path = folder.find(base + extension);
        if (path != null && !path.equalsIgnoreCase(sheet)) {
          return path;
        }
      }
    }
    return null;
  }

  private static List<String> extensions(Content content) {
    return content == Content.AUDIO ? AUDIO : SECTORS;
  }

  /** Finds a file of the same name with another extension of the same content. */
  private String converted(String name, Content content) throws IOException {
    int dot = name.lastIndexOf('.');
    String base = dot < 0 ? name : name.substring(0, dot);
    for (String extension : extensions(content)) {
      String path = folder.find(base + extension);
      if (path != null && !path.equalsIgnoreCase(sheet)) {
        return path;
      }
    }
    return null;
  }

  /** Opens a file of exactly that name once; null if there is none. */
  public HostFile openIfThere(String name) throws IOException {
    String path = folder.find(name);
    return path == null ? null : file(path);
  }

  /** Returns the stored name of a file whose name may differ in case, if there is one. */
  public Optional<String> stored(String name) throws IOException {
    return Optional.ofNullable(folder.find(name));
  }

  /** Opens the file that has the sheet's name with another extension; null if there is none. */
  public HostFile sibling(String extension) throws IOException {
    String path = folder.find(base() + "." + extension.toLowerCase(Locale.ROOT));
    HostFile file = path == null || path.equalsIgnoreCase(sheet) ? null : file(path);
    found |= file != null;
    return file;
  }

  /** Opens the file as {@link #sibling} does, or unpacks it if it is there only as packed. */
  public ByteSource siblingSectors(String extension) throws IOException {
    HostFile file = sibling(extension);
    return file == null ? unpacked(base() + "." + extension, false) : file;
  }

  private String base() {
    int dot = sheet.lastIndexOf('.');
    return dot < 0 ? sheet : sheet.substring(0, dot);
  }

  private HostFile file(String path) throws IOException {
    HostFile known = files.get(path);
    if (known != null) {
      return known;
    }
    requireFew();
    HostFile file = folder.open(path);
    if (file != null) {
      files.put(path, file);
    }
    return file;
  }

  private void requireFew() throws MalformedImageException {
    if (files.size() + unpacked.size() >= MAX_FILES) {
      throw new MalformedImageException(
          sheet, MalformedImageException.NO_OFFSET, "more than " + MAX_FILES + " files");
    }
  }

  @Override
  public void close() throws IOException {
    List<Closeable> all = new ArrayList<>(unpacked.values());
    all.addAll(files.values());
    Closing.all(all);
  }
}
