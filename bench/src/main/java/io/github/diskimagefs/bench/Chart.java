package io.github.diskimagefs.bench;

import java.util.List;
import java.util.Locale;

/** Draws the ratios as bars: a line for each contender, the goal as a mark. */
final class Chart {
  private static final int ROW = 16;
  private static final int LEFT = 270;
  private static final int WIDTH = 360;
  private static final double LARGEST = 2.0;

  private final StringBuilder body = new StringBuilder();
  private int y = 50;

  private Chart() {}

  static String svg(String heading, List<Report.Outcome> outcomes) {
    Chart chart = new Chart();
    chart.text(10, 18, "font-size='14' font-weight='bold'", "Time against the first of each group");
    chart.text(10, 34, "fill='#555'", "Shorter is better; the red mark is the goal. " + heading);
    outcomes.forEach(chart::group);
    return "<svg xmlns='http://www.w3.org/2000/svg' width='800' height='%d' font-family='sans-serif'"
            .formatted(chart.y)
        + " font-size='12'>\n<rect width='100%' height='100%' fill='white'/>\n"
        + chart.body
        + "</svg>\n";
  }

  private void group(Report.Outcome outcome) {
    Measure measure = outcome.measure();
    y += 6;
    text(10, y, "font-weight='bold'", measure.title() + " (" + measure.unit() + ")");
    int top = y + 4;
    for (Figure figure : outcome.figures()) {
      if (Double.isNaN(figure.ratio())) {
        continue; // it failed
      }
      y += ROW;
      text(24, y, "", figure.who());
      boolean cut = figure.ratio() > LARGEST;
      rect(LEFT, y - 10, width(figure.ratio()), 12, figure.ours() ? "#2b6cb0" : "#a0aec0");
      String label = figure.ratioText() + " (" + figure.timeText() + ")";
      text(LEFT + (int) width(figure.ratio()) + 6, y, "", (cut ? "→ " : "") + label);
    }
    if (measure.goal() > 0) {
      rect(LEFT + width(measure.goal()) - 1, top, 2, y + 4 - top, "#c53030");
    }
    y += ROW + 4;
  }

  private static double width(double ratio) {
    return Math.max(1, Math.min(ratio, LARGEST) / LARGEST * WIDTH);
  }

  private void rect(double x, int top, double width, int height, String colour) {
    body.append(
        String.format(
            Locale.ROOT,
            "<rect x='%.1f' y='%d' width='%.1f' height='%d' fill='%s'/>%n",
            x,
            top,
            width,
            height,
            colour));
  }

  private void text(int x, int baseline, String style, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    body.append("<text x='%d' y='%d' %s>%s</text>\n".formatted(x, baseline, style, escaped));
  }
}
