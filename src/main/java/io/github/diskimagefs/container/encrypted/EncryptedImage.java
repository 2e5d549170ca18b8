package io.github.diskimagefs.container.encrypted;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.Decryption;
import io.github.diskimagefs.container.ImageFile;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An unlocked encrypted image. Its header may be the whole file: the {@code token} of a sparse
 * bundle, in whose bands blocks are counted from 0.
 */
final class EncryptedImage implements Container, Decryption {
  private final ImageFile file;
  private final EncryptionHeader header;
  private final Keys keys;
  private final DecryptedSource decrypted;

  EncryptedImage(ImageFile file, EncryptionHeader header, Keys keys) {
    this.file = file;
    this.header = header;
    this.keys = keys;
    this.decrypted = new DecryptedSource(file.bytes(), header, keys, file.cache());
  }

  @Override
  public String type() {
    return "encrypted";
  }

  @Override
  public Content content() {
    return new Content.NestedImage(file.inner(file.name(), decrypted));
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("encryption", header.words());
    properties.put("encrypted blocks", header.blockSize() + " bytes");
    return properties;
  }

  @Override
  public String description() {
    return header.words();
  }

  @Override
  public ByteSource decrypted(ByteSource band) {
    EncryptionHeader whole =
        new EncryptionHeader(
            header.version(), header.keyBits(), header.blockSize(), 0, band.size(), header.lock());
    return new DecryptedSource(band, whole, keys, file.cache());
  }

  @Override
  public void close() {
    decrypted.close();
  }
}
