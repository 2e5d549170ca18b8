package io.github.diskimagefs.container.udif;

/** How the sectors of a run are stored. */
enum BlockType {
  /** Zeros, which count in checksums. */
  ZERO(0, "zero"),
  /** As they are. */
  RAW(1, "raw"),
  /** Not in use: read as zeros, and left out of checksums. */
  IGNORE(2, "ignored"),
  ADC(0x80000004, "ADC"),
  ZLIB(0x80000005, "zlib"),
  BZIP2(0x80000006, "bzip2"),
  LZFSE(0x80000007, "LZFSE"),
  LZMA(0x80000008, "LZMA"),
  /** Says something about the image, stands for no sectors. */
  COMMENT(0x7FFFFFFE, "comment"),
  /** Ends a table. */
  TERMINATOR(0xFFFFFFFF, "terminator");

  private static final BlockType[] ALL = values();

  private final int code;
  private final String label;

  BlockType(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /** The type of that code; null if there is none. */
  static BlockType of(int code) {
    for (BlockType type : ALL) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  String label() {
    return label;
  }

  boolean compressed() {
    return this == ADC || this == ZLIB || this == BZIP2 || this == LZFSE || this == LZMA;
  }
}
