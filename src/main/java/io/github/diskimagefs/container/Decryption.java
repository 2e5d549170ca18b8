package io.github.diskimagefs.container;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;

/** Decrypts files that are encrypted each on its own with the same keys. */
public interface Decryption {

  /** How, in words. */
  String words();

  /** The plain bytes of a file; closing them leaves the file open. */
  ByteSource plain(ByteSource file);

  /** Opens the keys of a bundle. */
  @FunctionalInterface
  interface Opener {
    /**
     * Reads the file that holds the keys.
     *
     * @param bundle whose name messages tell, and whose cache takes what is decrypted
     * @param token bytes of that file
     * @return null if it holds none: the bundle is not encrypted
     * @throws java.nio.file.AccessDeniedException if there is no password or it is wrong
     */
    Decryption open(ImageFile bundle, ByteSource token, ImageOptions options) throws IOException;
  }
}
