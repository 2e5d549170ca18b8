package io.github.diskimagefs.container.encrypted;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.container.Decryption;
import io.github.diskimagefs.container.ImageFile;
import java.io.IOException;

/**
 * The bands of an encrypted sparse bundle: its token is a header of {@code encrcdsa} without data,
 * and in each band the blocks are counted from 0.
 */
public final class EncryptedBands implements Decryption {
  private final EncryptionHeader layout;
  private final Keys keys;
  private final ChunkCache cache;

  private EncryptedBands(EncryptionHeader layout, Keys keys, ChunkCache cache) {
    this.layout = layout;
    this.keys = keys;
    this.cache = cache;
  }

  /** Opens the keys in a token; null if it is none. */
  public static Decryption open(ImageFile bundle, ByteSource token, ImageOptions options)
      throws IOException {
    if (!HeaderV2.probe(token)) {
      return null;
    }
    EncryptionHeader layout = HeaderV2.read(token);
    return new EncryptedBands(layout, layout.keys(bundle.name(), options), bundle.cache());
  }

  @Override
  public String words() {
    return layout.words();
  }

  @Override
  public ByteSource plain(ByteSource file) {
    EncryptionHeader band =
        new EncryptionHeader(
            layout.version(),
            layout.keyBits(),
            layout.blockSize(),
            0,
            file.size(),
            layout.unlock());
    return new DecryptedSource(file, band, keys, cache);
  }
}
