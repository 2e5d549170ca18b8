package io.github.diskimagefs.bench;

import java.util.List;
import java.util.Locale;

/**
 * Draws the ratios as bars: a line for each contender, its numbers before its bar, so that neither
 * bars nor the mark of the goal cover them.
 */
final class Chart {
  private static final int ROW = 16;
  private static final int NAME = 24;
  private static final int RATIO_END = 320;
  private static final int TIME_END = 400;
  private static final int LEFT = 412;
  private static final int WIDTH = 300;
  private static final int NOTE = LEFT + WIDTH + 14;
  private static final double LARGEST = 2.0;

  private static final String OURS = "#2b6cb0";
  private static final String OTHERS = "#a0aec0";
  private static final String MISSED = "#c05621";
  private static final String GOAL = "#c53030";

  private final StringBuilder body = new StringBuilder();
  private int y = 66;

  private Chart() {}

  static String svg(String heading, List<Report.Outcome> outcomes) {
    Chart chart = new Chart();
    chart.text(10, 18, "font-size='14' font-weight='bold'", "Time against the first of each group");
    chart.text(10, 34, "fill='#555'", "Shorter is better. " + heading);
    chart.legend(10, OURS, "this project");
    chart.legend(120, MISSED, "this project, goal missed");
    chart.legend(310, OTHERS, "others");
    chart.rect(392, 41, 2, 12, GOAL);
    chart.text(400, 51, "", "goal");
    outcomes.forEach(chart::group);
    return "<svg xmlns='http://www.w3.org/2000/svg' width='840' height='%d' font-family='sans-serif'"
            .formatted(chart.y)
        + " font-size='12'>\n<rect width='100%' height='100%' fill='white'/>\n"
        + chart.body
        + "</svg>\n";
  }

  private void legend(int x, String colour, String meaning) {
    rect(x, 41, 12, 12, colour);
    text(x + 18, 51, "", meaning);
  }

  private void group(Report.Outcome outcome) {
    Measure measure = outcome.measure();
    y += 6;
    String goal =
        measure.goal() > 0 ? String.format(Locale.ROOT, ", goal %.2f", measure.goal()) : "";
    text(10, y, "font-weight='bold'", measure.title() + " (" + measure.unit() + ")" + goal);
    int top = y + 4;
    for (Figure figure : outcome.figures()) {
      y += ROW;
      text(NAME, y, "", figure.who());
      if (Double.isNaN(figure.ratio())) {
        text(LEFT, y, "fill='#555'", "failed");
        continue;
      }
      boolean baseline = figure.who().equals(measure.baseline());
      boolean missed = !baseline && figure.ours() && measure.goal() > 0 && figure.ratio() > measure.goal();
      String weight = missed ? " font-weight='bold'" : "";
      text(RATIO_END, y, "text-anchor='end'" + weight, figure.ratioText());
      text(TIME_END, y, "text-anchor='end' fill='#555'", measure.text(figure));
      String colour = missed ? MISSED : figure.ours() ? OURS : OTHERS;
      rect(LEFT, y - 10, width(figure.ratio()), 12, colour);
      if (figure.ratio() > LARGEST) {
        text(NOTE, y, "fill='#555'", "longer than shown");
      }
    }
    if (measure.goal() > 0) {
      rect(LEFT + width(measure.goal()) - 1, top, 2, y + 4 - top, GOAL);
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
