package io.github.diskimagefs.container.macbinary;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Format of one encoded file: that of the image in its data fork, of which it has the scheme.
 *
 * @param forks the forks of the file
 * @param inner format of the image in the data fork
 */
record EncodedFormat(Forks forks, ContainerFormat inner) implements ContainerFormat {

  @Override
  public ImageScheme scheme() {
    return inner.scheme();
  }

  @Override
  public boolean accepts(String scheme) {
    return inner.accepts(scheme);
  }

  @Override
  public String description() {
    return inner.description() + " in " + forks.encoding();
  }

  @Override
  public Container open(ImageFile file, ImageContext context) {
    return new EncodedFile(forks, new Content.NestedImage(forks.file(file)));
  }

  private record EncodedFile(Forks forks, Content content) implements Container {
    @Override
    public String type() {
      return forks.encoding();
    }

    @Override
    public Map<String, String> properties() {
      Map<String, String> properties = new LinkedHashMap<>();
      if (!forks.name().isEmpty()) {
        properties.put("Macintosh file", forks.name());
        properties.put("type and creator", forks.type());
      }
      return properties;
    }
  }
}
