package io.github.diskimagefs.volume;

/** A volume whose nodes all carry {@link Node#unix}. */
public interface PosixVolume extends Volume {
  @Override
  default boolean posix() {
    return true;
  }
}
