package io.github.diskimagefs.mount;

import io.github.diskimagefs.bytes.BufferedSource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.volume.VolumeSource;

/** A volume's source whose bytes are read through a buffer, for the probes of all formats. */
final class BufferedVolumeSource implements VolumeSource {
  private final VolumeSource source;
  private final ByteSource bytes;

  BufferedVolumeSource(VolumeSource source) {
    this(source, new BufferedSource(source.bytes()));
  }

  /** Creates one that reads through a buffer of the source's bytes. */
  BufferedVolumeSource(VolumeSource source, BufferedSource bytes) {
    this.source = source;
    this.bytes = bytes;
  }

  @Override
  public ByteSource bytes() {
    return bytes;
  }

  @Override
  public ByteSource track() {
    ByteSource track = source.track();
    return track.sizeKnown()
        ? bytes.slice(source.start(), track.size())
        : bytes.tail(source.start());
  }

  @Override
  public long start() {
    return source.start();
  }

  @Override
  public boolean listed() {
    return source.listed();
  }

  @Override
  public long end() {
    return source.end();
  }

  @Override
  public int sectorSize() {
    return source.sectorSize();
  }

  @Override
  public ChunkCache cache() {
    return source.cache();
  }
}
