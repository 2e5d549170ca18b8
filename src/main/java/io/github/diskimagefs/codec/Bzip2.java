package io.github.diskimagefs.codec;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** bzip2 by Apache Commons Compress, without which it is an unsupported feature. */
public final class Bzip2 {
  private Bzip2() {}

  /** Memory that decoding takes, in bytes. */
  public static int workspace() {
    return 5 << 20;
  }

  /** The decoded bytes of a stream. */
  public static InputStream stream(InputStream in) throws IOException {
    try {
      return new GuardedStream("bzip2", in, Library::open);
    } catch (LinkageError e) {
      throw MissingLibrary.exception("bzip2", MissingLibrary.COMMONS_COMPRESS, e);
    }
  }

  /** Not loaded before it is needed. */
  private static final class Library {
    private Library() {}

    static InputStream open(InputStream in) throws IOException {
      return new BZip2CompressorInputStream(in);
    }
  }
}
