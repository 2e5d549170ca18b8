package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/** A format that is recognised by the bytes at the start of its files. */
public abstract class SignedFormat implements ProbedFormat {
  private final ImageScheme scheme;
  private final String description;
  private final List<String> signatures;

  /**
   * Creates a format.
   *
   * @param scheme whose provider opens it
   * @param description as {@link #description()} returns it
   * @param signatures one of them starts a file, in ISO 8859-1
   */
  protected SignedFormat(ImageScheme scheme, String description, String... signatures) {
    this.scheme = scheme;
    this.description = description;
    this.signatures = List.of(signatures);
  }

  @Override
  public final ImageScheme scheme() {
    return scheme;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public final boolean probe(ImageFile file) throws IOException {
    if (file.bytes() == null) {
      return false;
    }
    int longest = signatures.stream().mapToInt(String::length).max().orElse(0);
    int length = (int) Math.min(longest, file.bytes().size());
    Struct head = Struct.read("signature", file.bytes(), 0, length, ByteOrder.LITTLE_ENDIAN);
    return signatures.stream().anyMatch(signature -> head.has(0, signature));
  }
}
