package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.sector.SectorHeader;
import io.github.diskimagefs.sector.SectorLayout;
import java.io.IOException;
import java.util.Map;

/**
 * An image that stores the sectors of an optical disc in a packed form. They have 2048 bytes; raw
 * sectors, which their sync pattern shows, open as a bare file of them does.
 */
public class PackedDisc implements Container {
  private final String type;
  private final ByteSource disc;
  private final Content content;
  private final Map<String, String> properties;

  /**
   * Creates an image.
   *
   * @param type the format's name
   * @param disc the sectors, closed with the image
   * @param properties shown to a reader
   */
  public PackedDisc(String type, ImageFile file, ByteSource disc, Map<String, String> properties) {
    this.type = type;
    this.disc = disc;
    this.properties = properties;
    this.content =
        raw(disc)
            ? new Content.NestedImage(new ImageFile(file.name(), disc, file.folder(), file.cache()))
            : new Content.BlockDevice(disc, SectorLayout.USER);
  }

  private static boolean raw(ByteSource disc) {
    try {
      return SectorHeader.read(disc, 0) != null;
    } catch (IOException e) {
      return false; // reading the disc throws it again
    }
  }

  /** Returns the sectors. */
  protected final ByteSource disc() {
    return disc;
  }

  @Override
  public final String type() {
    return type;
  }

  @Override
  public final Content content() {
    return content;
  }

  @Override
  public final Map<String, String> properties() {
    return properties;
  }

  /** Reads all sectors, which decodes them. Without a checksum, only damage is reported. */
  @Override
  public void verify(VerifyReport report) throws IOException {
    ContentVerifier.read("blocks", disc, null, report);
  }

  @Override
  public void close() throws IOException {
    disc.close();
  }
}
