package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/** A format that is recognised by the bytes at the start of its files. */
public abstract class SignedFormat extends FileFormat {
  private final int minLength;
  private final List<String> signatures;

  /**
   * Creates a format.
   *
   * @param scheme whose provider opens it
   * @param description as {@link #description()} returns it
   * @param signatures one of them starts a file, in ISO 8859-1
   */
  protected SignedFormat(ImageScheme scheme, String description, String... signatures) {
    this(scheme, description, 0, signatures);
  }

  /**
   * Creates a format whose files have a header of fixed length.
   *
   * @param scheme whose provider opens it
   * @param description as {@link #description()} returns it
   * @param minLength bytes of the shortest file
   * @param signatures one of them starts a file, in ISO 8859-1
   */
  protected SignedFormat(
      ImageScheme scheme, String description, int minLength, String... signatures) {
    super(scheme, description);
    this.minLength = minLength;
    this.signatures = List.of(signatures);
  }

  @Override
  protected final boolean probe(ByteSource bytes) throws IOException {
    if (bytes.size() < minLength) {
      return false;
    }
    int longest = signatures.stream().mapToInt(String::length).max().orElse(0);
    int length = (int) Math.min(longest, bytes.size());
    Struct head = Struct.read("signature", bytes, 0, length, ByteOrder.LITTLE_ENDIAN);
    return signatures.stream().anyMatch(signature -> head.has(0, signature));
  }
}
