package io.github.diskimagefs.codec;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.z.ZCompressorInputStream;

/** compress (.Z) by Apache Commons Compress, without which it is an unsupported feature. */
final class Compress {
  private Compress() {}

  /** The decoded bytes of a stream. */
  static InputStream stream(InputStream in) throws IOException {
    try {
      return new GuardedStream("compress", in, Library::open);
    } catch (LinkageError e) {
      throw MissingLibrary.exception("compress (.Z)", MissingLibrary.COMMONS_COMPRESS, e);
    }
  }

  /** Not loaded before it is needed. */
  private static final class Library {
    private Library() {}

    static InputStream open(InputStream in) throws IOException {
      return new ZCompressorInputStream(in);
    }
  }
}
