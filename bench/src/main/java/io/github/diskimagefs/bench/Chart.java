package io.github.diskimagefs.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws the ratios as bars. */
final class Chart {
  private static final int ROW = 18;
  private static final int LEFT = 390;
  private static final int WIDTH = 340;
  private static final double FULL = 2.0;

  private Chart() {}

  static String svg(String heading, List<Report.Outcome> outcomes) {
    StringBuilder body = new StringBuilder();
    int y = 44;
    for (Report.Outcome outcome : outcomes) {
      text(body, 8, y, "bold", outcome.measure().title() + " (" + outcome.measure().unit() + ")");
      for (Map.Entry<String, double[]> entry : outcome.figures().entrySet()) {
        y += ROW;
        double ratio = entry.getValue()[1];
        boolean ours = entry.getKey().startsWith("diskimagefs");
        text(body, 24, y, "normal", entry.getKey());
        body.append(
            String.format(
                Locale.ROOT,
                "<rect x='%d' y='%d' width='%.1f' height='12' fill='%s'/>%n",
                LEFT,
                y - 10,
                Math.max(1, Math.min(ratio, FULL) / FULL * WIDTH),
                ours ? "#2b6cb0" : "#a0aec0"));
        String figure =
            String.format(
                Locale.ROOT, "%.2f (%s)", ratio, Report.time(entry.getValue()[0]));
        text(body, LEFT + WIDTH + 8, y, "normal", figure);
      }
      y += ROW + 8;
    }
    return "<svg xmlns='http://www.w3.org/2000/svg' width='880' height='"
        + (y + 8)
        + "' font-family='sans-serif' font-size='12'>\n"
        + "<rect width='100%' height='100%' fill='white'/>\n"
        + "<text x='8' y='20' font-size='14'>Time against the first of each group, shorter is"
        + " better; "
        + heading
        + "</text>\n"
        + body
        + "</svg>\n";
  }

  private static void text(StringBuilder body, int x, int y, String weight, String text) {
    body.append(
        "<text x='" + x + "' y='" + y + "' font-weight='" + weight + "'>" + text + "</text>\n");
  }
}
