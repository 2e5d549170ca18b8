package io.github.diskimagefs.hostile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Changes to an image file that can be taken back. */
final class Mutation {

  /** Bytes in the place of others. */
  static final class Patch {
    private final int offset;
    private final byte[] bytes;

    Patch(int offset, byte[] bytes) {
      this.offset = offset;
      this.bytes = bytes;
    }

    int offset() {
      return offset;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  private final String name;
  private final long length;
  private final List<Patch> patches;

  private Mutation(String name, long length, List<Patch> patches) {
    this.name = name;
    this.length = length;
    this.patches = patches;
  }

  /** Returns a description of the change. */
  String name() {
    return name;
  }

  /** Cuts the file. */
  static Mutation cut(long length) {
    return new Mutation("cut to " + length, length, List.of());
  }

  /** Puts bytes in the place of others. */
  static Mutation patch(String name, int offset, byte[] bytes) {
    return new Mutation(name + " at " + offset, -1, List.of(new Patch(offset, bytes)));
  }

  /** Puts bytes in the place of all that there is from there on. */
  static Mutation end(String name, int offset, byte[] bytes) {
    return new Mutation(name, offset + bytes.length, List.of(new Patch(offset, bytes)));
  }

  /** All of several, in their order, a cut last. */
  static Mutation all(List<Mutation> mutations) {
    List<Patch> patches = new ArrayList<>();
    mutations.forEach(mutation -> patches.addAll(mutation.patches));
    long length = mutations.stream().mapToLong(mutation -> mutation.length).max().orElse(-1);
    String name = mutations.stream().map(Mutation::name).collect(Collectors.joining(" and "));
    return new Mutation(name, length, patches);
  }

  /** The same changes and more bytes in the place of others. */
  Mutation and(List<Patch> more) {
    List<Patch> patches = new ArrayList<>(this.patches);
    patches.addAll(more);
    return new Mutation(name + (more.isEmpty() ? "" : ", sums right"), length, patches);
  }

  List<Patch> patches() {
    return patches;
  }

  void apply(FileChannel file) throws IOException {
    for (Patch patch : patches) {
      write(file, patch.offset, ByteBuffer.wrap(patch.bytes));
    }
    if (length >= 0) {
      file.truncate(length);
    }
  }

  void undo(FileChannel file, Original original) throws IOException {
    for (Patch patch : patches) {
      int end = Math.min(original.length(), patch.offset + patch.bytes.length);
      write(file, patch.offset, original.part(patch.offset, end));
    }
    if (length >= 0 && length < original.length()) {
      write(file, length, original.part((int) length, original.length()));
    }
    file.truncate(original.length());
  }

  private static void write(FileChannel file, long offset, ByteBuffer bytes) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }
}
