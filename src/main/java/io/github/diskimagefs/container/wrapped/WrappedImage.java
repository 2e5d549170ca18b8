package io.github.diskimagefs.container.wrapped;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.codec.Compression;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.NestedFormat;
import io.github.diskimagefs.container.VerifyReport;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An image in a compressed file.
 *
 * @param type the compression
 * @param packed the compressed file
 * @param bytes the decoded bytes, closed with this
 */
record WrappedImage(String type, ByteSource packed, ByteSource bytes, Content content)
    implements Container {
  private static final int BUFFER_BYTES = 256 << 10;

  /**
   * The format of one file: a compression and the format of the image in it.
   *
   * @param name of the image inside
   * @param prepared the decoded bytes, or null if they are not opened yet
   */
  record Format(Compression compression, ContainerFormat inner, String name, ByteSource prepared)
      implements NestedFormat {
    @Override
    public String wrapping() {
      return "in " + compression.label();
    }

    @Override
    public void discard() throws IOException {
      if (prepared != null) {
        prepared.close();
      }
      inner.discard();
    }

    @Override
    public Container open(ImageFile file, ImageContext context) throws IOException {
      ByteSource bytes = prepared == null ? WrappedFormat.open(compression, file) : prepared;
      return new WrappedImage(
          compression.label(),
          file.bytes(),
          bytes,
          new Content.NestedImage(file.inner(name, bytes), inner));
    }
  }

  /**
   * The format of a file that cannot be decoded here.
   *
   * @param reason the error of opening it
   */
  record Unreadable(UnsupportedImageException reason) implements ContainerFormat {
    @Override
    public ImageScheme scheme() {
      return ImageScheme.IMG;
    }

    @Override
    public boolean accepts(String scheme) {
      return true;
    }

    @Override
    public String description() {
      return "a compressed image";
    }

    @Override
    public Container open(ImageFile file, ImageContext context) throws IOException {
      throw new UnsupportedImageException(reason.feature(), reason);
    }
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("compression", type);
    properties.put("compressed size", packed.size() + " bytes");
    return properties;
  }

  /** Decodes everything, with which the checksums are compared. */
  @Override
  public void verify(VerifyReport report) throws IOException {
    report.start(type, 0);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    long position = 0;
    try {
      int count;
      while ((count = bytes.read(position, buffer.clear())) >= 0) {
        position += count;
        report.read(count);
      }
      report.checked(type, true, position + " bytes");
    } catch (IOException e) {
      report.checked(type, false, e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
