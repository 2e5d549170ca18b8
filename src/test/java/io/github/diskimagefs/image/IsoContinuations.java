package io.github.diskimagefs.image;

/** The sectors that continue system use areas: SUSP 1.12 §5.1. */
final class IsoContinuations {
  private static final int SECTOR = 2048;

  private final int start;
  private final IsoBytes area = new IsoBytes();

  IsoContinuations(int start) {
    this.start = start;
  }

  /** Stores an area, which never crosses a sector; gives the CE entry that points to it. */
  byte[] add(byte[] fields) {
    if (fields.length > SECTOR) {
      throw new IllegalArgumentException("system use of " + fields.length + " bytes");
    }
    if (area.size() % SECTOR + fields.length > SECTOR) {
      area.padTo((area.size() / SECTOR + 1) * SECTOR, 0);
    }
    int at = area.size();
    area.bytes(fields);
    return new IsoBytes()
        .ascii("CE")
        .u8(28, 1)
        .both32(start + at / SECTOR)
        .both32(at % SECTOR)
        .both32(fields.length)
        .toArray();
  }

  byte[] toArray() {
    return area.padTo((area.size() + SECTOR - 1) / SECTOR * SECTOR, 0).toArray();
  }
}
