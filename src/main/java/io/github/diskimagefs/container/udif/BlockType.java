package io.github.diskimagefs.container.udif;

/** Encoding of the sectors of a run. */
enum BlockType {
  /** Zeros, which count in checksums. */
  ZERO(0, "zero"),
  /** Stored as they are. */
  RAW(1, "raw"),
  /** Not in use: read as zeros, and not part of checksums. */
  IGNORE(2, "ignored"),
  ADC(0x80000004, "ADC"),
  ZLIB(0x80000005, "zlib"),
  BZIP2(0x80000006, "bzip2"),
  LZFSE(0x80000007, "LZFSE"),
  LZMA(0x80000008, "LZMA"),
  /** Comment about the image, without sectors. */
  COMMENT(0x7FFFFFFE, "comment"),
  /** End of a table. */
  TERMINATOR(0xFFFFFFFF, "terminator");

  private static final BlockType[] ALL = values();

  private final int code;
  private final String label;

  BlockType(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /** Returns the type of a code; null if it is not defined. */
  static BlockType of(int code) {
    for (BlockType type : ALL) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  /** Returns the name for messages. */
  String label() {
    return label;
  }

  /** Returns whether the sectors are compressed. */
  boolean compressed() {
    return this == ADC || this == ZLIB || this == BZIP2 || this == LZFSE || this == LZMA;
  }
}
