package io.github.diskimagefs.container.pbp;

import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.VerifyReport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An open package.
 *
 * @param discs at least one
 */
record PbpImage(List<PbpDisc> discs, ParamSfo parameters) implements Container {
  @Override
  public String type() {
    return "PBP";
  }

  @Override
  public Content content() {
    return discs.size() == 1
        ? new Content.OpticalDisc(discs.get(0).disc())
        : new Content.DiscSet(discs.stream().map(PbpDisc::disc).toList());
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    if (!parameters.title().isEmpty()) {
      properties.put("title", parameters.title());
    }
    String ids =
        discs.stream()
            .map(PbpDisc::id)
            .filter(id -> !id.isEmpty())
            .collect(Collectors.joining(", "));
    if (!ids.isEmpty()) {
      properties.put("disc id", ids);
    }
    if (discs.size() > 1) {
      properties.put("discs", Integer.toString(discs.size()));
    } else {
      properties.putAll(new DiscContainer(type(), discs.get(0).disc()).properties());
    }
    return properties;
  }

  @Override
  public void verify(VerifyReport report) throws IOException {
    for (int i = 0; i < discs.size(); i++) {
      PbpDisc disc = discs.get(i);
      VerifyReport parts =
          discs.size() == 1 ? report : new PrefixedReport("Disc " + (i + 1) + ", ", report);
      disc.blocks().verify(parts);
      new DiscContainer(type(), disc.disc()).verify(parts);
    }
  }

  /** A report of parts of one disc of several. */
  private record PrefixedReport(String prefix, VerifyReport report) implements VerifyReport {
    @Override
    public void add(String part, VerifyStatus status, String detail) {
      report.add(prefix + part, status, detail);
    }

    @Override
    public void start(String part, long bytes) {
      report.start(prefix + part, bytes);
    }

    @Override
    public void read(long bytes) {
      report.read(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    for (PbpDisc disc : discs) {
      disc.blocks().close();
    }
  }
}
