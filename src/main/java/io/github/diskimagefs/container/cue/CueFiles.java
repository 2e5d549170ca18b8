package io.github.diskimagefs.container.cue;

import io.github.diskimagefs.ImageException;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.AudioFile;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.container.UnreadableSource;
import java.io.IOException;
import java.util.IdentityHashMap;

/** Opens the files of a cue sheet, each once, and finds the samples in audio files. */
final class CueFiles {

  /**
   * The content of a file.
   *
   * @param bytes the file, or its samples; an {@link UnreadableSource} if it is missing, broken, or
   *     encoded
   * @param samples whether {@code bytes} are the samples of an audio file with a header
   */
  record Content(ByteSource bytes, boolean samples) {
    boolean readable() {
      return !(bytes instanceof UnreadableSource);
    }
  }

  private final SheetFiles files;
  private final boolean only;
  private final ChunkCache cache;
  private final IdentityHashMap<CueSheet.File, Content> contents = new IdentityHashMap<>();

  /**
   * Creates the set of files.
   *
   * @param only whether the sheet names a single file
   * @param cache holds decoded audio
   */
  CueFiles(SheetFiles files, boolean only, ChunkCache cache) {
    this.files = files;
    this.cache = cache;
    this.only = only;
  }

  /**
   * Opens a file unless it is open.
   *
   * @param audio whether the first track in the file is audio
   */
  Content open(CueSheet.File file, boolean audio) throws IOException {
    Content known = contents.get(file);
    if (known == null) {
      known = content(file, audio);
      contents.put(file, known);
    }
    return known;
  }

  private Content content(CueSheet.File file, boolean audio) throws IOException {
    String place = "cue sheet, line " + file.line();
    SheetFiles.Content wanted = audio ? SheetFiles.Content.AUDIO : SheetFiles.Content.SECTORS;
    ByteSource source = files.open(file.name(), only, wanted);
    if (source == null) {
      return new Content(files.missing(file.name(), place, 0), false);
    }
    if (!audio || !(source instanceof HostFile host)) {
      return new Content(source, false);
    }
    try {
      AudioFile found = AudioFile.read(host, cache);
      if (found == null) {
        found = AudioFile.declared(host, file.type());
      }
      return found == null ? new Content(host, false) : new Content(found.samples(), true);
    } catch (ImageException e) {
      return new Content(
          UnreadableSource.malformed(
              place, "the file \"" + file.name() + "\": " + e.getMessage(), 0),
          true);
    }
  }

  /** Throws if none of the files that were opened is there. */
  void requireAny() throws MalformedImageException {
    files.requireAny();
  }
}
