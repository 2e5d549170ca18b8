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
 *
 * @param plain the image inside
 */
record EncryptedImage(ImageFile file, EncryptionHeader header, Keys keys, DecryptedSource plain)
    implements Container, Decryption {
  EncryptedImage(ImageFile file, EncryptionHeader header, Keys keys) {
    this(file, header, keys, new DecryptedSource(file.bytes(), header, keys, file.cache()));
  }

  @Override
  public String type() {
    return "encrypted";
  }

  @Override
  public Content content() {
    return new Content.NestedImage(file.inner(file.name(), plain));
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
    plain.close();
  }
}
