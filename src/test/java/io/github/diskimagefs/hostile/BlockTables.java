package io.github.diskimagefs.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trailer of an Apple image and the block tables in its property list, edited where it hurts:
 * base64, list and trailer are made again around the edit, so that all of them still parse.
 */
final class BlockTables {
  private static final int TRAILER = 512;
  private static final int HEADER = 204;
  private static final int RUN = 40;
  private static final int LIST_OFFSET = 216;
  private static final int LIST_LENGTH = 224;
  private static final int MAX_LIST_LENGTH = 1 << 20;
  private static final int[] TRAILER_WORDS = {4, 8, 12, 56, 60, 80, 84, 88, 352, 356, 360, 488};
  private static final int[] TRAILER_LONGS = {16, 24, 32, 40, 48, 216, 224, 492};
  private static final int[] CHECKSUM_TYPES = {80, 352};
  private static final int[] RUN_TYPES = {
    0, 1, 2, 3, 0x7FFFFFFE, 0x80000004, 0x80000005, 0x80000006, 0x80000007, 0x80000008, -1
  };
  private static final Pattern DATA = Pattern.compile("<data>\\s*([A-Za-z0-9+/=\\s]+?)\\s*</data>");

  private static final class Part {
    final int start;
    final int end;
    final byte[] bytes;

    Part(int start, int end, byte[] bytes) {
      this.start = start;
      this.end = end;
      this.bytes = bytes;
    }

    boolean table() {
      return bytes.length > HEADER && bytes[0] == 'm' && bytes[1] == 'i' && bytes[2] == 's';
    }
  }

  private final Original image;
  private final int trailer;
  private final int listAt;
  private final String list;
  private final List<Part> parts = new ArrayList<>();

  BlockTables(Original image) {
    this.image = image;
    this.trailer = trailer(image);
    if (trailer < 0) {
      listAt = -1;
      list = "";
      return;
    }
    ByteBuffer fields = ByteBuffer.wrap(image.copy(trailer, TRAILER));
    long at = fields.getLong(LIST_OFFSET);
    long length = fields.getLong(LIST_LENGTH);
    boolean sound =
        at > 0 && length > 0 && length <= MAX_LIST_LENGTH && at + length <= image.length();
    listAt = sound ? (int) at : -1;
    list = sound ? new String(image.copy((int) at, (int) length), ISO_8859_1) : "";
    Matcher data = DATA.matcher(list);
    while (data.find()) {
      add(data.start(1), data.end(1));
    }
  }

  private static int trailer(Original image) {
    for (int at : new int[] {image.length() - TRAILER, 0}) {
      if (at >= 0
          && image.length() >= TRAILER
          && image.at(at) == 'k'
          && image.at(at + 1) == 'o'
          && image.at(at + 2) == 'l') {
        return at;
      }
    }
    return -1;
  }

  private void add(int start, int end) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(list.substring(start, end));
      if (bytes.length > 0) {
        parts.add(new Part(start, end, bytes));
      }
    } catch (IllegalArgumentException e) {
      return; // an image that is broken as it is
    }
  }

  boolean present() {
    return trailer >= 0;
  }

  /**
   * Returns a mutation of the trailer or the tables.
   *
   * @param values returns an invalid value for a field of that many bytes
   */
  Mutation mutation(Random random, IntFunction<byte[]> values) {
    byte[] fields = image.copy(trailer, TRAILER);
    boolean unchecked = random.nextBoolean();
    if (unchecked) {
      for (int type : CHECKSUM_TYPES) {
        ByteBuffer.wrap(fields).putInt(type, 0);
      }
    }
    if (parts.isEmpty() || random.nextInt(5) == 0) {
      boolean wide = random.nextBoolean();
      int[] places = wide ? TRAILER_LONGS : TRAILER_WORDS;
      int at = places[random.nextInt(places.length)];
      byte[] value = values.apply(wide ? 8 : 4);
      System.arraycopy(value, 0, fields, at, value.length);
      return Mutation.patch("trailer's field " + at, trailer, fields);
    }
    int chosen = random.nextInt(parts.size());
    StringBuilder text = new StringBuilder();
    int done = 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      byte[] bytes = part.bytes.clone();
      if (unchecked && part.table()) {
        ByteBuffer.wrap(bytes).putInt(64, 0);
      }
      if (i == chosen) {
        bytes = part.table() ? edit(bytes, random, values) : noise(bytes, random, values);
      }
      text.append(list, done, part.start).append(Base64.getMimeEncoder().encodeToString(bytes));
      done = part.end;
    }
    text.append(list, done, list.length());
    return rebuilt("block table " + chosen, text.toString().getBytes(ISO_8859_1), fields);
  }

  /** With another list; where nothing but the trailer follows it that is moved. */
  private Mutation rebuilt(String name, byte[] bytes, byte[] fields) {
    int room = trailer == 0 ? image.length() - listAt : trailer - listAt;
    if (listAt + list.length() == trailer || (trailer == 0 && bytes.length > room)) {
      ByteBuffer.wrap(fields).putLong(LIST_LENGTH, bytes.length);
      byte[] end = Arrays.copyOf(bytes, bytes.length + (trailer == 0 ? 0 : TRAILER));
      if (trailer == 0) {
        return Mutation.all(
            List.of(Mutation.patch(name, 0, fields), Mutation.end("list", listAt, end)));
      }
      System.arraycopy(fields, 0, end, bytes.length, TRAILER);
      return Mutation.end(name, listAt, end);
    }
    ByteBuffer.wrap(fields).putLong(LIST_LENGTH, Math.min(bytes.length, room));
    return Mutation.all(
        List.of(
            Mutation.patch(name, listAt, Arrays.copyOf(bytes, Math.min(bytes.length, room))),
            Mutation.patch("trailer", trailer, fields)));
  }

  private static byte[] noise(byte[] bytes, Random random, IntFunction<byte[]> values) {
    byte[] value = values.apply(1 << random.nextInt(4));
    int at = random.nextInt(bytes.length);
    System.arraycopy(value, 0, bytes, at, Math.min(value.length, bytes.length - at));
    return bytes;
  }

  /** One to three changes of fields, or of the order and number of the runs. */
  private static byte[] edit(byte[] bytes, Random random, IntFunction<byte[]> values) {
    byte[] table = bytes;
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      int runs = (table.length - HEADER) / RUN;
      if (runs == 0 || random.nextInt(4) == 0) {
        int[] longs = {8, 16, 24};
        int[] words = {4, 32, 36, 64, 68, 72, 200};
        boolean wide = random.nextBoolean();
        byte[] value = values.apply(wide ? 8 : 4);
        int at = wide ? longs[random.nextInt(3)] : words[random.nextInt(words.length)];
        System.arraycopy(value, 0, table, at, value.length);
      } else if (random.nextInt(4) == 0) {
        table = reordered(table, runs, random);
      } else {
        field(ByteBuffer.wrap(table), runs, random, values);
      }
    }
    return table;
  }

  /** A run once more, elsewhere or away; the count goes with that, mostly. */
  private static byte[] reordered(byte[] table, int runs, Random random) {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      all.add(Arrays.copyOfRange(table, HEADER + RUN * i, HEADER + RUN * (i + 1)));
    }
    byte[] run = all.get(random.nextInt(runs));
    switch (random.nextInt(3)) {
      case 0 -> all.remove(run);
      case 1 -> all.add(random.nextInt(runs + 1), run);
      default -> all.set(random.nextInt(runs), run);
    }
    byte[] edited = Arrays.copyOf(table, HEADER + RUN * all.size());
    for (int i = 0; i < all.size(); i++) {
      System.arraycopy(all.get(i), 0, edited, HEADER + RUN * i, RUN);
    }
    if (random.nextInt(4) != 0) {
      ByteBuffer.wrap(edited).putInt(200, all.size());
    }
    return edited;
  }

  /**
   * Changes a field of a run: to another run's, one more or less, its double, or an invalid value.
   */
  private static void field(ByteBuffer table, int runs, Random random, IntFunction<byte[]> values) {
    int at = HEADER + RUN * random.nextInt(runs);
    int field = random.nextInt(5);
    if (field == 0) {
      table.putInt(at, RUN_TYPES[random.nextInt(RUN_TYPES.length)]);
      return;
    }
    int place = at + 8 * field; // sector, sectors, offset, length
    long value = table.getLong(place);
    switch (random.nextInt(5)) {
      case 0 ->
          table.putLong(place, table.getLong(HEADER + RUN * random.nextInt(runs) + 8 * field));
      case 1 -> table.putLong(place, value + random.nextInt(3) - 1);
      case 2 -> table.putLong(place, 2 * value);
      case 3 -> table.putLong(place, value << random.nextInt(48));
      default -> table.put(place, values.apply(8));
    }
  }
}
