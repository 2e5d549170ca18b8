package io.github.diskimagefs.container.vmdk;

/**
 * What a sparse extent says of its grains.
 *
 * @param sectors size of the extent in sectors of 512 bytes
 * @param grainSize sectors of a grain
 * @param entriesPerTable entries of a grain table
 * @param directoryOffset offset of the grain directory, in bytes
 * @param zeroedGrains whether entry 1 stands for a grain of zeros
 * @param compressed whether grains are compressed
 * @param markers whether each grain starts with a marker
 */
record GrainTables(
    long sectors,
    int grainSize,
    int entriesPerTable,
    long directoryOffset,
    boolean zeroedGrains,
    boolean compressed,
    boolean markers) {

  static final int SECTOR_SIZE = 512;

  /** Returns the number of grain tables. */
  long tables() {
    long covered = (long) entriesPerTable * grainSize;
    return sectors / covered + (sectors % covered == 0 ? 0 : 1);
  }
}
