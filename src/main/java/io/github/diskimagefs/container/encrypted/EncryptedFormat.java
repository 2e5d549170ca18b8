package io.github.diskimagefs.container.encrypted;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Format of encrypted Apple disk images, which hold an image of any other kind. */
public final class EncryptedFormat implements ContainerFormat {

  @Override
  public String scheme(ImageFile file) {
    return "dmg";
  }

  @Override
  public String name() {
    return "an encrypted Apple disk image";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    return file.bytes() != null && (HeaderV2.probe(file.bytes()) || HeaderV1.probe(file.bytes()));
  }

  @Override
  public Container open(ImageFile file, ImageOptions options) throws IOException {
    EncryptionHeader layout =
        HeaderV2.probe(file.bytes()) ? HeaderV2.read(file.bytes()) : HeaderV1.read(file.bytes());
    Keys keys = layout.keys(file.name(), options);
    DecryptedSource plain = new DecryptedSource(file.bytes(), layout, keys, file.cache());
    return new Encrypted(
        layout, new ImageFile(file.name(), plain, file.folder(), file.cache()), plain);
  }

  private record Encrypted(EncryptionHeader layout, ImageFile inner, DecryptedSource plain)
      implements Container {
    @Override
    public String type() {
      return "encrypted";
    }

    @Override
    public Map<String, String> properties() {
      Map<String, String> properties = new LinkedHashMap<>();
      properties.put("encryption", layout.words());
      properties.put("encrypted blocks", layout.blockSize() + " bytes");
      return properties;
    }

    @Override
    public void close() {
      plain.close();
    }
  }
}
