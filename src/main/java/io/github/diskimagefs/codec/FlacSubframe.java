package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;

/** Decodes one channel of a FLAC frame (RFC 9639 section 9.2). */
final class FlacSubframe {
  /** Coefficients of the fixed predictors of order 0 to 4 (section 9.2.5). */
  private static final int[][] FIXED = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};

  private final FlacBits bits;
  private final long[] samples;

  private FlacSubframe(FlacBits bits, long[] samples) {
    this.bits = bits;
    this.samples = samples;
  }

  /**
   * Decodes a channel.
   *
   * @param depth bits of a sample
   * @param samples filled
   */
  static void decode(FlacBits bits, int depth, long[] samples) throws MalformedImageException {
    if (bits.read(1) != 0) {
      throw bits.malformed("a subframe starts with 1");
    }
    int type = (int) bits.read(6);
    int wasted = bits.read(1) == 0 ? 0 : bits.readUnary() + 1;
    if (wasted >= depth) {
      throw bits.malformed(wasted + " wasted bits of " + depth);
    }
    FlacSubframe subframe = new FlacSubframe(bits, samples);
    subframe.decode(type, depth - wasted);
    if (wasted > 0) {
      for (int i = 0; i < samples.length; i++) {
        samples[i] <<= wasted;
      }
    }
  }

  private void decode(int type, int depth) throws MalformedImageException {
    if (type == 0) {
      java.util.Arrays.fill(samples, bits.readSigned(depth));
    } else if (type == 1) {
      for (int i = 0; i < samples.length; i++) {
        samples[i] = bits.readSigned(depth);
      }
    } else if (type >= 8 && type <= 12) {
      int[] coefficients = FIXED[type - 8];
      warmUp(coefficients.length, depth);
      residual(coefficients.length);
      predict(coefficients, 0);
    } else if (type >= 32) {
      linear(type - 31, depth);
    } else {
      throw bits.malformed("subframe of reserved type " + type);
    }
  }

  private void linear(int order, int depth) throws MalformedImageException {
    warmUp(order, depth);
    int precision = (int) bits.read(4) + 1;
    int shift = (int) bits.readSigned(5);
    if (precision == 16 || shift < 0) {
      throw bits.malformed("predictor of precision " + precision + " and shift " + shift);
    }
    int[] coefficients = new int[order];
    for (int i = 0; i < order; i++) {
      coefficients[i] = (int) bits.readSigned(precision);
    }
    residual(order);
    predict(coefficients, shift);
  }

  private void warmUp(int order, int depth) throws MalformedImageException {
    if (order > samples.length) {
      throw bits.malformed("predictor of order " + order + " for " + samples.length + " samples");
    }
    for (int i = 0; i < order; i++) {
      samples[i] = bits.readSigned(depth);
    }
  }

  /**
   * Adds the predictions. Most predictors have up to four or twelve coefficients, and these are
   * filled up with zeros, because a loop over them would take most of the time of decoding.
   */
  private void predict(int[] coefficients, int shift) {
    int order = coefficients.length;
    int unrolled = order <= 4 ? 4 : order <= 12 ? 12 : order;
    for (int i = order; i < Math.min(unrolled, samples.length); i++) {
      samples[i] += sum(coefficients, samples, i) >> shift;
    }
    if (unrolled == 4) {
      addFour(java.util.Arrays.copyOf(coefficients, 4), samples, shift);
    } else if (unrolled == 12) {
      addTwelve(java.util.Arrays.copyOf(coefficients, 12), samples, shift);
    } else {
      for (int i = order; i < samples.length; i++) {
        samples[i] += sum(coefficients, samples, i) >> shift;
      }
    }
  }

  private static void addFour(int[] by, long[] all, int shift) {
    long c0 = by[0];
    long c1 = by[1];
    long c2 = by[2];
    long c3 = by[3];
    for (int i = 4; i < all.length; i++) {
      all[i] += (c0 * all[i - 1] + c1 * all[i - 2] + c2 * all[i - 3] + c3 * all[i - 4]) >> shift;
    }
  }

  private static void addTwelve(int[] by, long[] all, int shift) {
    long c0 = by[0];
    long c1 = by[1];
    long c2 = by[2];
    long c3 = by[3];
    long c4 = by[4];
    long c5 = by[5];
    long c6 = by[6];
    long c7 = by[7];
    long c8 = by[8];
    long c9 = by[9];
    long c10 = by[10];
    long c11 = by[11];
    for (int i = 12; i < all.length; i++) {
      // The last sample comes last, because it is known last.
      long early = c11 * all[i - 12] + c10 * all[i - 11] + c9 * all[i - 10] + c8 * all[i - 9];
      long middle = c7 * all[i - 8] + c6 * all[i - 7] + c5 * all[i - 6] + c4 * all[i - 5];
      long late = c3 * all[i - 4] + c2 * all[i - 3] + c1 * all[i - 2];
      all[i] += (early + middle + late + c0 * all[i - 1]) >> shift;
    }
  }

  private static long sum(int[] coefficients, long[] samples, int index) {
    long sum = 0;
    for (int k = 0; k < coefficients.length; k++) {
      sum += coefficients[k] * samples[index - 1 - k];
    }
    return sum;
  }

  /** Reads the differences from the prediction, in partitions of Rice codes (section 9.2.7). */
  private void residual(int order) throws MalformedImageException {
    int method = (int) bits.read(2);
    if (method > 1) {
      throw bits.malformed("residual of reserved method " + method);
    }
    int parameterBits = method == 0 ? 4 : 5;
    int escape = (1 << parameterBits) - 1;
    int partitionOrder = (int) bits.read(4);
    int length = samples.length >> partitionOrder;
    if ((length << partitionOrder) != samples.length || length < order) {
      throw bits.malformed("2^" + partitionOrder + " partitions of " + samples.length + " samples");
    }
    int next = order;
    for (int partition = 0; partition < 1 << partitionOrder; partition++) {
      int end = (partition + 1) * length;
      int parameter = (int) bits.read(parameterBits);
      if (parameter == escape) {
        int depth = (int) bits.read(5);
        for (; next < end; next++) {
          samples[next] = bits.readSigned(depth);
        }
      } else {
        bits.readRice(parameter, samples, next, end);
        next = Math.max(next, end);
      }
    }
  }
}
