package io.github.diskimagefs.container.sparse;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.container.Decryption;
import io.github.diskimagefs.container.SiblingImage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An open sparse bundle: a disk in band files, which are opened when they are first read. */
final class SparseBundle extends BandSource {
  private final SiblingImage token;
  private final Decryption decryption;
  private final OpenBands bands;

  /**
   * Opens a bundle.
   *
   * @param bands the folder of the bands
   * @param token the file with the keys, closed with the bundle; null if it is not encrypted
   * @param decryption the unlocked keys; null if it is not encrypted
   */
  SparseBundle(HostFolder bands, BundleInfo info, SiblingImage token, Decryption decryption) {
    super(info.size(), info.bandSize());
    this.token = token;
    this.decryption = decryption;
    this.bands = new OpenBands(bands, info.bandSize(), decryption);
  }

  @Override
  ByteSource band(long index) throws IOException {
    return bands.get(index);
  }

  @Override
  public String type() {
    return "sparse bundle";
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("size", size() + " bytes");
    properties.put("band size", bandSize() + " bytes");
    if (decryption != null) {
      properties.put("encryption", decryption.description());
    }
    return properties;
  }

  @Override
  public void close() throws IOException {
    try (token) {
      bands.close();
    }
  }
}
