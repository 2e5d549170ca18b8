package io.github.diskimagefs.mount;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.VerifyReport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A container whose content is a further image file, together with that image. */
record NestedContainer(Container outer, Container inner) implements Container {
  @Override
  public String type() {
    return outer.type() + " " + inner.type();
  }

  @Override
  public Content content() {
    return inner.content();
  }

  @Override
  public boolean showsSnapshot() {
    return outer.showsSnapshot() || inner.showsSnapshot();
  }

  @Override
  public Map<String, String> properties() throws IOException {
    Map<String, String> properties = new LinkedHashMap<>(outer.properties());
    properties.putAll(inner.properties());
    return properties;
  }

  @Override
  public void verify(VerifyReport report) throws IOException {
    outer.verify(report);
    inner.verify(report);
  }

  @Override
  public void close() throws IOException {
    try (outer) {
      inner.close();
    }
  }
}
