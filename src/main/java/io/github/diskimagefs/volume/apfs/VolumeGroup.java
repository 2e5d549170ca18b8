package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The system and the data volume of one installation of macOS as one tree: the directories of the
 * system volume that are firmlinks show the directories of the data volume that they name.
 */
record VolumeGroup(ApfsVolume system, ApfsVolume data) implements Volume {
  @Override
  public boolean hasSnapshots() {
    return true;
  }

  @Override
  public String type() {
    return system.type();
  }

  @Override
  public String label() {
    return system.label();
  }

  @Override
  public long size() {
    return system.size();
  }

  @Override
  public long free() {
    return system.free();
  }

  @Override
  public boolean posix() {
    return true;
  }

  @Override
  public Node root() {
    return system.root();
  }

  @Override
  public Node child(Node directory, String name) throws IOException {
    ApfsVolume volume = volume(directory);
    Node child = volume.child(directory, name);
    return child == null || volume == data ? child : followed((ApfsNode) child);
  }

  @Override
  public NodeCursor children(Node directory) throws IOException {
    ApfsVolume volume = volume(directory);
    NodeCursor children = volume.children(directory);
    if (volume == data) {
      return children;
    }
    return () -> {
      Node child = children.next();
      return child == null ? null : followed((ApfsNode) child);
    };
  }

  /** Returns the directory that a firmlink leads to, under its name; else the entry itself. */
  private Node followed(ApfsNode entry) throws IOException {
    if (entry.kind() != Node.Kind.DIRECTORY) {
      return entry;
    }
    try {
      String path = system.firmlink(entry);
      return path == null ? entry : target(entry, path);
    } catch (MalformedImageException e) {
      return entry; // a damaged firmlink does not hide the entries after it
    }
  }

  private Node target(ApfsNode entry, String path) throws IOException {
    Node target = data.root();
    for (String name : path.split("/")) {
      if (!name.isEmpty()) {
        target = data.child(target, name);
      }
      if (target == null || target.kind() != Node.Kind.DIRECTORY) {
        return entry; // to a directory that the data volume does not have
      }
    }
    return ((ApfsNode) target).named(entry.name());
  }

  private static ApfsVolume volume(Node node) {
    return ((ApfsNode) node).volume();
  }

  @Override
  public ByteSource open(Node file) throws IOException {
    return volume(file).open(file);
  }

  @Override
  public String target(Node link) throws IOException {
    return volume(link).target(link);
  }

  @Override
  public List<String> attributes(Node node) throws IOException {
    return volume(node).attributes(node);
  }

  @Override
  public ByteSource attribute(Node node, String name) throws IOException {
    return volume(node).attribute(node, name);
  }

  @Override
  public String checkStructures() throws IOException {
    return system.checkStructures();
  }

  @Override
  public Map<String, String> properties() throws IOException {
    Map<String, String> properties = new LinkedHashMap<>(system.properties());
    properties.put("data volume", data.label());
    return properties;
  }
}
