package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stream of a library's decoder, whose exceptions become malformed images; the ones of reading the
 * encoded bytes stay as they are.
 */
class GuardedStream extends BulkInputStream {
  /** Bytes of one call of the library, which loses them if damage follows. */
  private static final int STEP_BYTES = 4096;

  private final String codec;
  private final Input input;
  private final InputStream source;

  /** Opens a decoder. */
  @FunctionalInterface
  interface Opener {
    /** Opens the stream of decoded bytes. */
    InputStream open(InputStream in) throws IOException;
  }

  /** Opens a decoder of the bytes of a stream. */
  GuardedStream(String codec, InputStream in, Opener opener) throws IOException {
    this.codec = codec;
    this.input = new Input(in);
    try {
      this.source = opener.open(input);
    } catch (IOException e) {
      throw translate(e);
    } catch (RuntimeException e) {
      throw translated(codec, e);
    }
  }

  @Override
  protected int readSome(byte[] target, int offset, int length) throws IOException {
    try {
      return source.read(target, offset, Math.min(length, STEP_BYTES));
    } catch (IOException e) {
      throw translate(e);
    } catch (RuntimeException e) {
      throw translated(codec, e);
    }
  }

  private IOException translate(IOException e) {
    return e == input.error ? e : translated(codec, e);
  }

  /** Returns the exception to throw for one of the library. */
  IOException translated(String name, IOException e) {
    return malformed(name, e);
  }

  /** Returns the exception to throw for an unchecked one of the library. */
  IOException translated(String name, RuntimeException e) {
    return malformed(name, e);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  static MalformedImageException malformed(String codec, Exception cause) {
    return new MalformedImageException(
        codec, MalformedImageException.NO_OFFSET, "the stream is broken: " + cause, cause);
  }

  /** The encoded bytes; it remembers why they cannot be read. */
  private static final class Input extends FilterInputStream {
    private IOException error;

    Input(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        error = e;
        throw e;
      }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return super.read(target, offset, length);
      } catch (IOException e) {
        error = e;
        throw e;
      }
    }
  }
}
