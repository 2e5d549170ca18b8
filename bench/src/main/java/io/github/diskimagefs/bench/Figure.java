package io.github.diskimagefs.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * What was measured of one contender: medians over the rounds.
 *
 * @param who the contender
 * @param time nanoseconds for an operation
 * @param ratio to the baseline of the same round
 * @param bytes allocated by an operation
 */
record Figure(String who, double time, double ratio, double bytes) {

  boolean ours() {
    return who.startsWith(Measure.OURS);
  }

  String timeText() {
    if (time < 1e4) {
      return String.format(Locale.ROOT, "%.0f ns", time);
    }
    return time < 1e7
        ? String.format(Locale.ROOT, "%.0f µs", time / 1e3)
        : String.format(Locale.ROOT, "%.0f ms", time / 1e6);
  }

  String bytesText() {
    return bytes < 1e6
        ? String.format(Locale.ROOT, "%.1f KB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  String ratioText() {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.0f", ratio);
  }

  static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
