package io.github.diskimagefs.container.mds;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.container.SheetText;
import io.github.diskimagefs.container.UnreadableSource;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of sectors that the footers name, joined where a track has several. */
final class MdsFiles {
  private static final int FOOTER = 16;

  /** Limit of the files of one track: a dual layer DVD in parts of 1 GB has nine. */
  private static final int MAX_FILES = 100;

  /** Limit of a name in bytes: the longest path of Windows. */
  private static final int MAX_NAME_BYTES = 2 * 32_767;

  private final ImageFile mds;
  private final SheetFiles files;
  private final Optional<Charset> charset;
  private final Map<List<String>, ByteSource> joined = new HashMap<>();

  MdsFiles(ImageFile mds, SheetFiles files, Optional<Charset> charset) {
    this.mds = mds;
    this.files = files;
    this.charset = charset;
  }

  /** Returns the sectors of the files that a track names; the same source for the same names. */
  ByteSource open(MdsTrack track) throws IOException {
    List<String> names = names(track);
    ByteSource known = joined.get(names);
    if (known == null) {
      known = join(names);
      joined.put(names, known);
    }
    return known;
  }

  /** Throws if none of the files that were opened is there. */
  void requireAny() throws MalformedImageException {
    files.requireAny();
  }

  private ByteSource join(List<String> names) throws IOException {
    List<ByteSource> parts = new ArrayList<>();
    for (String name : names) {
      ByteSource file = files.open(name, names.size() == 1, SheetFiles.Content.SECTORS);
      if (file == null) {
        parts.add(files.missing(name, "MDS footer", Long.MAX_VALUE / 4));
        break; // the length of the part is not known
      }
      parts.add(file);
    }
    return parts.get(0) instanceof UnreadableSource ? parts.get(0) : ConcatSource.of(parts);
  }

  private List<String> names(MdsTrack track) throws IOException {
    if (track.footer() == 0 || track.files() == 0) {
      return List.of(base() + ".mdf");
    }
    List<String> names = new ArrayList<>();
    for (long i = 0; i < track.files(); i++) {
      Struct footer =
          Struct.read(
              "MDS footer",
              mds.bytes(),
              track.footer() + i * FOOTER,
              FOOTER,
              ByteOrder.LITTLE_ENDIAN);
      if (i == MAX_FILES) {
        throw footer.malformed("a track has %d files", track.files());
      }
      names.add(name(footer.u32(0), footer.u32(4) != 0));
    }
    return names;
  }

  /** Returns the name at a byte of the descriptor, with the asterisk replaced. */
  private String name(long offset, boolean wide) throws IOException {
    int length = (int) Math.min(MAX_NAME_BYTES, Math.max(0, mds.bytes().size() - offset));
    Struct struct =
        Struct.read("MDS file name", mds.bytes(), offset, length, ByteOrder.LITTLE_ENDIAN);
    int step = wide ? 2 : 1;
    int end = 0;
    while (end <= length - step && !struct.zero(end, step)) {
      end += step;
    }
    String name =
        wide ? struct.text(0, end, StandardCharsets.UTF_16LE) : decode(struct.bytes(0, end));
    return name.isBlank() ? base() + ".mdf" : name.replace("*", base());
  }

  /** Decodes a name in the charset in which the file exists. */
  private String decode(byte[] name) throws IOException {
    return files.best(SheetText.readings(name, charset), text -> text, text -> List.of(text));
  }

  private String base() {
    int dot = mds.name().lastIndexOf('.');
    return dot < 0 ? mds.name() : mds.name().substring(0, dot);
  }
}
