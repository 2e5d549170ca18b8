package io.github.diskimagefs.volume.audio;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The audio tracks of a disc as a folder of WAVE files, produced when they are read. */
public final class AudioVolume implements Volume {
  private final Map<String, String> cdText;
  private final Map<String, AudioNode> nodes = new LinkedHashMap<>();
  private final AudioNode root = new AudioNode(null);

  /**
   * Creates the volume.
   *
   * @param tracks in their order, numbers distinct
   * @param cdText disc-wide: extended attributes of the root
   */
  public AudioVolume(List<AudioTrack> tracks, Map<String, String> cdText) {
    this.cdText = new TreeMap<>(cdText);
    for (AudioTrack track : tracks) {
      AudioNode node = new AudioNode(track);
      nodes.put(node.name(), node);
    }
  }

  @Override
  public String type() {
    return "audio";
  }

  @Override
  public String label() {
    return cdText.getOrDefault("title", "").strip();
  }

  @Override
  public long size() {
    return nodes.values().stream().mapToLong(AudioNode::size).sum();
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public Node child(Node directory, String name) {
    return directory.equals(root) ? nodes.get(name) : null;
  }

  @Override
  public NodeCursor children(Node directory) {
    return NodeCursor.of(directory.equals(root) ? nodes.values() : List.of());
  }

  @Override
  public ByteSource open(Node file) {
    return WaveHeader.before(((AudioNode) file).track().samples());
  }

  @Override
  public String target(Node link) throws IOException {
    throw new IOException(link.name() + ": no symbolic link");
  }

  @Override
  public List<String> attributes(Node node) {
    return new ArrayList<>(cdText(node).keySet());
  }

  @Override
  public ByteSource attribute(Node node, String name) {
    String text = cdText(node).get(name);
    return text == null ? null : new ArraySource(text.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> cdText(Node node) {
    AudioTrack track = ((AudioNode) node).track();
    return track == null ? cdText : new TreeMap<>(track.cdText());
  }

  @Override
  public Map<String, String> properties() {
    return cdText;
  }
}
