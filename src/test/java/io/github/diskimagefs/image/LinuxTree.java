package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The files of the tree that {@code erofs/make.sh} puts into the images of EROFS, cramfs, romfs.
 */
public final class LinuxTree {
  private LinuxTree() {}

  /** Returns the contents of files by their paths. */
  public static Map<String, byte[]> files() {
    byte[] numbers =
        IntStream.rangeClosed(1, 12_000)
            .mapToObj(number -> number + "\n")
            .collect(Collectors.joining())
            .getBytes(US_ASCII);
    byte[] noise = noise();
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("/numbers", numbers);
    files.put("/zeros", new byte[100_000]);
    files.put("/noise", noise);
    files.put(
        "/mixed", join(Arrays.copyOf(numbers, 20_000), noise, Arrays.copyOf(numbers, 20_000)));
    files.put(
        "/shifted",
        join(
            Arrays.copyOfRange(noise, 123, 8123),
            Arrays.copyOfRange(numbers, 100, 30_100),
            new byte[0]));
    files.put("/tail", Arrays.copyOf(numbers, 4100));
    files.put("/small", "short\n".getBytes(US_ASCII));
    files.put("/hard", "short\n".getBytes(US_ASCII));
    files.put("/empty", new byte[0]);
    files.put("/hole", join(new byte[300_000], "end\n".getBytes(US_ASCII), new byte[0]));
    for (int i = 0; i < 300; i++) {
      files.put(String.format("/many/entry-%04d", i), Integer.toString(i).getBytes(US_ASCII));
    }
    return files;
  }

  private static byte[] noise() {
    byte[] noise = new byte[9000];
    int state = 1;
    for (int i = 0; i < noise.length; i++) {
      state = (state * 1_103_515_245 + 12_345) & Integer.MAX_VALUE;
      noise[i] = (byte) (state >> 16);
    }
    return noise;
  }

  private static byte[] join(byte[] first, byte[] second, byte[] third) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length + third.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    System.arraycopy(third, 0, joined, first.length + second.length, third.length);
    return joined;
  }
}
