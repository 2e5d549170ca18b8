package io.github.diskimagefs.sector;

/** The kind of a track's sectors. */
public enum TrackMode {
  /** Audio: 588 stereo samples of 16 bits a sector (IEC 60908). */
  AUDIO,
  /** 2048 bytes with EDC and ECC (ECMA-130 clause 14). */
  MODE1,
  /** Sub-header, then Form 1 or Form 2 as that says (CD-ROM XA). */
  MODE2;

  /** Whether computers read it. */
  public boolean data() {
    return this != AUDIO;
  }
}
