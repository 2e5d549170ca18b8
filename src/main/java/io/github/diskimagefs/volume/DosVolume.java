package io.github.diskimagefs.volume;

/** A volume whose nodes all carry {@link Node#dos}. */
public interface DosVolume extends Volume {
  @Override
  default boolean dos() {
    return true;
  }
}
