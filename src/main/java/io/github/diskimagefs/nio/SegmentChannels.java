package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Makes the channels that know {@code FileChannel.map(MapMode, long, long, Arena)}, which came with
 * JDK 22: some readers map in no other way. This library is compiled for older ones, which have no
 * such types, so that the class with this one method is put together here:
 *
 * <pre>{@code
 * class SegmentFileChannel extends ImageFileChannel {
 *   SegmentFileChannel(ByteSource content, ResourceRegistry owner) {
 *     super(content, owner);
 *   }
 *
 *   public MemorySegment map(MapMode mode, long from, long size, Arena arena) {
 *     return (MemorySegment) mapSegment(mode, from, size, arena);
 *   }
 * }
 * }</pre>
 */
final class SegmentChannels {
  private static final String PACKAGE = "io/github/diskimagefs/nio/";
  private static final String MAP =
      "(Ljava/nio/channels/FileChannel$MapMode;JJLjava/lang/foreign/Arena;)"
          + "Ljava/lang/foreign/MemorySegment;";
  private static final String MAP_SEGMENT =
      "(Ljava/nio/channels/FileChannel$MapMode;JJLjava/lang/Object;)Ljava/lang/Object;";
  private static final String NEW =
      "(Lio/github/diskimagefs/bytes/ByteSource;L" + PACKAGE + "OpenResources;)V";

  private static final int PUBLIC = 1;
  private static final int JAVA_17 = 61;

  /** Null on a JDK without those types. */
  private static final MethodHandle CONSTRUCTOR =
      Runtime.version().feature() < 22 ? null : constructor();

  private SegmentChannels() {}

  /** A channel of the kind that the running JDK has use for. */
  static ImageFileChannel open(ByteSource content, ResourceRegistry owner) throws IOException {
    if (CONSTRUCTOR == null) {
      return new ImageFileChannel(content, owner);
    }
    try {
      return (ImageFileChannel) CONSTRUCTOR.invokeExact(content, owner);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle constructor() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> type = lookup.defineClass(classFile());
      MethodType takes =
          MethodType.methodType(void.class, ByteSource.class, ResourceRegistry.class);
      return lookup
          .findConstructor(type, takes)
          .asType(takes.changeReturnType(ImageFileChannel.class));
    } catch (IOException | IllegalAccessException | NoSuchMethodException e) {
      throw new LinkageError("SegmentFileChannel", e);
    }
  }

  /** Java Virtual Machine Specification, chapter 4; the numbers are indexes of constants. */
  private static byte[] classFile() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0xCAFEBABE);
    out.writeInt(JAVA_17);
    out.writeShort(18); // constants 1 to 17
    text(out, PACKAGE + "SegmentFileChannel"); // 1
    refer(out, 7, 1); // 2: this class
    text(out, PACKAGE + "ImageFileChannel"); // 3
    refer(out, 7, 3); // 4: its superclass
    text(out, "<init>"); // 5
    text(out, NEW); // 6
    refer(out, 12, 5, 6); // 7
    refer(out, 10, 4, 7); // 8: super(content, owner)
    text(out, "mapSegment"); // 9
    text(out, MAP_SEGMENT); // 10
    refer(out, 12, 9, 10); // 11
    refer(out, 10, 4, 11); // 12: mapSegment(mode, from, size, arena)
    text(out, "java/lang/foreign/MemorySegment"); // 13
    refer(out, 7, 13); // 14
    text(out, "map"); // 15
    text(out, MAP); // 16
    text(out, "Code"); // 17
    // Flags, this class, its superclass, interfaces, fields, methods.
    shorts(out, 0x20, 2, 4, 0, 0, 2);
    // aload_0, aload_1, aload_2, invokespecial 8, return
    method(out, 0, 5, 6, 3, 3, 0x2A, 0x2B, 0x2C, 0xB7, 0, 8, 0xB1);
    // aload_0, aload_1, lload_2, lload 4, aload 6, invokevirtual 12, checkcast 14, areturn
    method(
        out, PUBLIC, 15, 16, 7, 7, 0x2A, 0x2B, 0x20, 0x16, 4, 0x19, 6, 0xB6, 0, 12, 0xC0, 0, 14,
        0xB0);
    shorts(out, 0);
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    out.writeByte(1);
    out.writeUTF(text);
  }

  private static void refer(DataOutputStream out, int tag, int... constants) throws IOException {
    out.writeByte(tag);
    shorts(out, constants);
  }

  private static void shorts(DataOutputStream out, int... values) throws IOException {
    for (int value : values) {
      out.writeShort(value);
    }
  }

  private static void method(
      DataOutputStream out, int flags, int name, int type, int stack, int locals, int... code)
      throws IOException {
    shorts(out, flags, name, type, 1, 17);
    out.writeInt(12 + code.length);
    shorts(out, stack, locals);
    out.writeInt(code.length);
    for (int octet : code) {
      out.writeByte(octet);
    }
    shorts(out, 0, 0); // no exceptions caught, no attributes
  }
}
