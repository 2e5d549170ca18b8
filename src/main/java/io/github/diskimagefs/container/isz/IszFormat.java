package io.github.diskimagefs.container.isz;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SignedFormat;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.options.ImageScheme;
import io.github.diskimagefs.sector.VolumeRecognizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** ISZ, the compressed images of UltraISO, recognised by their first bytes. */
public final class IszFormat extends SignedFormat {

  /** The format. */
  public IszFormat() {
    super(ImageScheme.ISO, "an ISZ image", IszHeader.SIGNATURE);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    IszHeader header = IszHeader.read(file.bytes());
    SecretKey key = header.keyLength() == 0 ? null : key(file, header, context.options());
    IszSegments segments = IszSegments.open(file, header);
    try {
      IszChunks chunks = new IszChunks(header, segments, key, file.cache());
      if (key != null) {
        requireVolume(file, chunks, context.volumes());
      }
      return new IszImage(file, header, segments, chunks);
    } catch (IOException | RuntimeException | Error e) {
      try (segments) {
        throw e;
      }
    }
  }

  /** Returns the password itself, filled up with zeros or cut. */
  private static SecretKey key(ImageFile file, IszHeader header, ImageOptions options)
      throws AccessDeniedException {
    if (options.password().isEmpty()) {
      throw new AccessDeniedException(file.name(), null, "encrypted: needs a password");
    }
    char[] password = options.password().get();
    byte[] key = new byte[header.keyLength()];
    StandardCharsets.UTF_8
        .newEncoder()
        .encode(CharBuffer.wrap(password), ByteBuffer.wrap(key), true); // as far as it fits
    try {
      return new SecretKeySpec(key, "AES");
    } finally {
      Arrays.fill(password, '\0');
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Refuses a password that gives no volume: the image stores nothing to check it by. */
  private static void requireVolume(ImageFile file, IszChunks disc, VolumeRecognizer volumes)
      throws IOException {
    boolean found;
    try {
      found = volumes.opticalVolume(disc);
    } catch (MalformedImageException e) {
      found = false;
    }
    if (!found) {
      throw new AccessDeniedException(file.name(), null, "encrypted: the password is wrong");
    }
  }
}
