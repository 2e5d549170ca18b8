package io.github.diskimagefs.container.split;

import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.NestedFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A split image.
 *
 * @param parts the parts after the first, closed with this
 */
record SplitImage(List<HostFile> parts, Content content) implements Container {

  /**
   * The format of one image: split, and the format of the joined parts.
   *
   * @param whole the joined parts
   * @param parts the parts after the first
   * @param missing the name of a part that is missing, or null
   */
  record Format(ContainerFormat inner, ImageFile whole, List<HostFile> parts, String missing)
      implements NestedFormat {
    @Override
    public String wrapping() {
      return "in " + (parts.size() + 1) + " parts";
    }

    @Override
    public void discard() throws IOException {
      inner.discard();
      Closing.all(parts);
    }

    @Override
    public Container open(ImageFile file, ImageContext context) throws IOException {
      if (missing != null) {
        discard();
        throw SplitFormat.missing(missing);
      }
      return new SplitImage(parts, new Content.NestedImage(whole, inner));
    }
  }

  @Override
  public String type() {
    return "split";
  }

  @Override
  public Map<String, String> properties() {
    return Map.of("parts", String.valueOf(parts.size() + 1));
  }

  @Override
  public void close() throws IOException {
    Closing.all(parts);
  }
}
