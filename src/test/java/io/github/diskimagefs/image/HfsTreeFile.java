package io.github.diskimagefs.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A B-tree file of HFS Plus, made from records that are sorted already (TN1150 "B-Trees"). */
final class HfsTreeFile {
  private static final int DESCRIPTOR = 14;

  private static final class Node {
    final byte[] firstKey;
    final int number;

    Node(byte[] firstKey, int number) {
      this.firstKey = firstKey;
      this.number = number;
    }
  }

  private final int nodeSize;
  private final List<byte[]> nodes = new ArrayList<>();

  private HfsTreeFile(int nodeSize) {
    this.nodeSize = nodeSize;
  }

  /** The file's bytes; {@code keys} without their length field. */
  static byte[] of(int nodeSize, int keyCompareType, List<byte[]> keys, List<byte[]> data) {
    return new HfsTreeFile(nodeSize).build(keyCompareType, keys, data);
  }

  private byte[] build(int keyCompareType, List<byte[]> keys, List<byte[]> data) {
    nodes.add(new byte[nodeSize]);
    int depth = 0;
    List<Node> level = new ArrayList<>();
    if (!keys.isEmpty()) {
      depth = 1;
      level = level(-1, depth, keys, data);
    }
    while (level.size() > 1) {
      List<byte[]> childKeys = new ArrayList<>();
      List<byte[]> children = new ArrayList<>();
      for (Node node : level) {
        childKeys.add(node.firstKey);
        children.add(ByteBuffer.allocate(4).putInt(node.number).array());
      }
      level = level(0, ++depth, childKeys, children);
    }
    ByteBuffer header = ByteBuffer.wrap(nodes.get(0));
    header.put(8, (byte) 1).putShort(10, (short) 3);
    header.putShort(14, (short) depth).putInt(16, level.isEmpty() ? 0 : level.get(0).number);
    header.putInt(20, keys.size()).putShort(32, (short) nodeSize).putShort(34, (short) 516);
    header.putInt(36, nodes.size()).put(51, (byte) keyCompareType).putInt(52, 6);
    ByteBuffer file = ByteBuffer.allocate(nodes.size() * nodeSize);
    nodes.forEach(file::put);
    return file.array();
  }

  private List<Node> level(int kind, int height, List<byte[]> keys, List<byte[]> data) {
    List<Node> level = new ArrayList<>();
    int at = 0;
    while (at < keys.size()) {
      ByteBuffer node = ByteBuffer.allocate(nodeSize);
      level.add(new Node(keys.get(at), nodes.size()));
      nodes.add(node.array());
      node.put(8, (byte) kind).put(9, (byte) height).position(DESCRIPTOR);
      int records = 0;
      while (at < keys.size() && fits(node, records, keys.get(at), data.get(at))) {
        node.putShort(nodeSize - 2 * ++records, (short) node.position());
        node.putShort((short) keys.get(at).length).put(keys.get(at)).put(data.get(at));
        at++;
      }
      node.putShort(10, (short) records);
      node.putShort(nodeSize - 2 * (records + 1), (short) node.position());
      node.putInt(0, at < keys.size() ? nodes.size() : 0);
    }
    return level;
  }

  private boolean fits(ByteBuffer node, int records, byte[] key, byte[] data) {
    return node.position() + 2 + key.length + data.length <= nodeSize - 2 * (records + 2);
  }
}
