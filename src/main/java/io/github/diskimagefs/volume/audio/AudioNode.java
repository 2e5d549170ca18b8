package io.github.diskimagefs.volume.audio;

import io.github.diskimagefs.volume.Node;
import java.nio.file.attribute.FileTime;

/** The folder of tracks, or one track of it. */
record AudioNode(AudioTrack track) implements Node {
  @Override
  public String name() {
    return track == null ? "" : String.format("Track %02d.wav", track.number());
  }

  @Override
  public Kind kind() {
    return track == null ? Kind.DIRECTORY : Kind.FILE;
  }

  @Override
  public long size() {
    return track == null ? 0 : WaveHeader.LENGTH + track.samples().size();
  }

  @Override
  public FileTime modified() {
    return UNKNOWN_TIME;
  }

  @Override
  public Object key() {
    return track == null ? "audio" : "audio " + track.number();
  }
}
