package io.github.diskimagefs.volume.audio;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.volume.FlatVolume;
import io.github.diskimagefs.volume.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The audio tracks of a disc as a folder of WAVE files, produced when they are read. */
public final class AudioVolume extends FlatVolume<AudioNode> {
  private final Map<String, String> cdText;

  /**
   * Creates the volume.
   *
   * @param tracks in their order, numbers distinct
   * @param cdText disc-wide: extended attributes of the root
   */
  public AudioVolume(List<AudioTrack> tracks, Map<String, String> cdText) {
    super(new AudioNode(null), tracks.stream().map(AudioNode::new).toList());
    this.cdText = new TreeMap<>(cdText);
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
    return files().stream().mapToLong(AudioNode::size).sum();
  }

  @Override
  public ByteSource open(Node file) {
    return WaveHeader.before(((AudioNode) file).track().samples());
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
