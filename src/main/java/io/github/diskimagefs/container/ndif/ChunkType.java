package io.github.diskimagefs.container.ndif;

import io.github.diskimagefs.UnsupportedImageException;

/** Encoding of the sectors of a chunk. */
enum ChunkType {
  ZERO(0x00, "zero"),
  STORED(0x02, "stored"),
  KENCODE(0x80, "KenCode"),
  RLE(0x81, "RLE"),
  LZH(0x82, "LZH"),
  ADC(0x83, "ADC"),
  STUFFIT(0xF0, "StuffIt"),
  /** End of the list. */
  TERMINATOR(0xFF, "terminator");

  private final int code;
  private final String label;

  ChunkType(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /**
   * Returns the type of a code.
   *
   * @throws UnsupportedImageException if it is unknown or cannot be decoded
   */
  static ChunkType of(int code) throws UnsupportedImageException {
    for (ChunkType type : values()) {
      if (type.code == code) {
        return type.supported();
      }
    }
    throw new UnsupportedImageException(String.format("NDIF with chunks of type %02X", code));
  }

  private ChunkType supported() throws UnsupportedImageException {
    return switch (this) {
      case ZERO, STORED, ADC, TERMINATOR -> this;
      default -> throw new UnsupportedImageException("NDIF compressed with " + label);
    };
  }

  /** Returns the name for descriptions. */
  String label() {
    return label;
  }
}
