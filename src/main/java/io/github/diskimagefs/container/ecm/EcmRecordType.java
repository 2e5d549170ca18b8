package io.github.diskimagefs.container.ecm;

import io.github.diskimagefs.sector.SectorEncoder;
import io.github.diskimagefs.sector.SectorLayout;

/** The kinds of records, each by the number that bits 0 and 1 of its header have. */
enum EcmRecordType {
  /** Bytes as they are. */
  LITERAL(1, 1),
  /** Sectors of mode 1: address and user data. */
  MODE1(3 + 2048, SectorLayout.RAW),
  /** Sectors of mode 2, form 1 without sync pattern and header: sub-header and user data. */
  FORM1(4 + 2048, SectorLayout.RAW - 16),
  /** Sectors of mode 2, form 2 without sync pattern and header: sub-header and user data. */
  FORM2(4 + 2324, SectorLayout.RAW - 16);

  private static final EcmRecordType[] TYPES = values();

  private final int stored;
  private final int decoded;

  EcmRecordType(int stored, int decoded) {
    this.stored = stored;
    this.decoded = decoded;
  }

  static EcmRecordType of(int number) {
    return TYPES[number];
  }

  /** Returns the bytes that a byte or sector takes in the file. */
  int stored() {
    return stored;
  }

  /** Returns the bytes that a byte or sector has when it is decoded. */
  int decoded() {
    return decoded;
  }

  /** Returns where the decoded bytes start in a raw sector. */
  int offset() {
    return SectorLayout.RAW - decoded;
  }

  /**
   * Makes a raw sector.
   *
   * @param data its stored bytes
   * @param start of them
   * @param sector receives the sector
   */
  void decode(byte[] data, int start, byte[] sector) {
    int length = stored;
    switch (this) {
      case MODE1 -> {
        System.arraycopy(data, start, sector, 12, 3);
        System.arraycopy(data, start + 3, sector, 16, 2048);
        SectorEncoder.mode1(sector);
      }
      case FORM1 -> {
        System.arraycopy(data, start, sector, 20, length);
        SectorEncoder.form1(sector);
      }
      case FORM2 -> {
        System.arraycopy(data, start, sector, 20, length);
        SectorEncoder.form2(sector);
      }
      default -> throw new IllegalStateException(name());
    }
  }
}
