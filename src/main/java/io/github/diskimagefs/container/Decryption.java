package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;

/** An unlocked key that decrypts files, each encrypted by itself, as the bands of a bundle are. */
public interface Decryption {

  /** Returns the algorithm, as shown to a reader. */
  String description();

  /** Returns the decrypted bytes of a file; closing them leaves the file open. */
  ByteSource decrypted(ByteSource file);
}
