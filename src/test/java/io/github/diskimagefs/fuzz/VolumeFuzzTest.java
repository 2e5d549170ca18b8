package io.github.diskimagefs.fuzz;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.hostile.Sums;
import io.github.diskimagefs.image.ExfatImage;
import io.github.diskimagefs.image.FastCommitImage;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.volume.apfs.ApfsFormat;
import io.github.diskimagefs.volume.cramfs.CramfsFormat;
import io.github.diskimagefs.volume.erofs.ErofsFormat;
import io.github.diskimagefs.volume.exfat.ExfatFormat;
import io.github.diskimagefs.volume.ext.ExtFormat;
import io.github.diskimagefs.volume.fat.FatFormat;
import io.github.diskimagefs.volume.hfs.HfsFormat;
import io.github.diskimagefs.volume.hfsplus.HfsPlusFormat;
import io.github.diskimagefs.volume.iso9660.Iso9660Format;
import io.github.diskimagefs.volume.ntfs.NtfsFormat;
import io.github.diskimagefs.volume.romfs.RomfsFormat;
import io.github.diskimagefs.volume.squashfs.SquashfsFormat;
import io.github.diskimagefs.volume.udf.UdfFormat;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Volumes of {@link Sectors}. */
class VolumeFuzzTest {

  static Stream<byte[]> isos() {
    return Seeds.isos();
  }

  /** Volume descriptors, directories, system use areas. */
  @MethodSource("isos")
  @FuzzTest
  void iso9660(byte[] sectors) {
    Parsers.volume(new Iso9660Format(), Sectors.unpack(sectors));
  }

  static Stream<byte[]> udfs() {
    return Seeds.udfs();
  }

  /** With every sum right, for else little comes further than the first tag. */
  @MethodSource("udfs")
  @FuzzTest
  void udf(byte[] sectors) {
    byte[] image = Sectors.unpack(sectors);
    Sums.makeRight(image);
    Parsers.volume(new UdfFormat(), image);
  }

  static Stream<byte[]> hfsPluses() {
    return Seeds.hfsPluses();
  }

  /** Volume header, B-trees, forks, attributes. */
  @MethodSource("hfsPluses")
  @FuzzTest
  void hfsPlus(byte[] sectors) {
    Parsers.volume(new HfsPlusFormat(), Sectors.unpack(sectors));
  }

  static Stream<byte[]> apfses() {
    return Seeds.apfses();
  }

  /** Checkpoints, object maps, trees, key bags: with every checksum right. */
  @MethodSource("apfses")
  @FuzzTest
  void apfs(byte[] sectors) {
    byte[] image = Sectors.unpack(sectors);
    Sums.makeRight(image);
    Parsers.volume(new ApfsFormat(), image);
  }

  static Stream<byte[]> hfses() {
    return Seeds.hfses();
  }

  /** Master directory block and B-trees. */
  @MethodSource("hfses")
  @FuzzTest
  void hfs(byte[] sectors) {
    byte[] image = Sectors.unpack(sectors);
    if (image.length >= 1536) {
      image[1024] = 'B';
      image[1025] = 'D';
    }
    Parsers.volume(new HfsFormat(), image);
  }

  static Stream<byte[]> fats() {
    return Seeds.fats();
  }

  /** Boot sector, tables, directories, long names. */
  @MethodSource("fats")
  @FuzzTest
  void fat(byte[] sectors) {
    Parsers.volume(new FatFormat(), Sectors.unpack(sectors));
  }

  static Stream<byte[]> exfats() {
    return Seeds.exfats();
  }

  /** With the sums of entry sets right, for else little comes further than them. */
  @MethodSource("exfats")
  @FuzzTest
  void exfat(byte[] sectors) {
    byte[] image = Sectors.unpack(sectors);
    for (int at = 0; at <= image.length - 32; at += 32) {
      int length = (1 + (image[at + 1] & 0xFF)) * 32;
      if (image[at] == (byte) 0x85 && length <= image.length - at) {
        ExfatImage.seal(ByteBuffer.wrap(image, at, length).slice().order(LITTLE_ENDIAN));
      }
    }
    Parsers.volume(new ExfatFormat(), image);
  }

  static Stream<byte[]> exts() {
    return Seeds.exts();
  }

  /** Superblock, journal, inodes, block maps, directories, extended attributes. */
  @MethodSource("exts")
  @FuzzTest
  void ext(byte[] sectors) {
    Parsers.volume(new ExtFormat(), Sectors.unpack(sectors));
  }

  static Stream<byte[]> fastCommits() {
    return Stream.of(
        new FastCommitImage().area(),
        new FastCommitImage()
            .inode(12, inode -> inode.putInt(4, 5000))
            .add(12, 2, 0x8003, 900)
            .add(12, 4, 2, 901)
            .remove(12, 3, 0xFFFF_FFFFL)
            .link(2, 13, "a")
            .unlink(2, 12, "b1")
            .commit()
            .area());
  }

  /** Records of fast commits, with the right checksums in their tails. */
  @MethodSource("fastCommits")
  @FuzzTest
  void fastCommits(byte[] area) {
    Parsers.volume(new ExtFormat(), FastCommitImage.of(area));
  }

  static Stream<byte[]> squashfs() {
    return Seeds.squashfs();
  }

  /** Superblock, inodes, directories, indexes, fragments and extended attributes. */
  @MethodSource("squashfs")
  @FuzzTest
  void squashfs(byte[] sectors) {
    byte[] image = Sectors.unpack(sectors);
    Parsers.volume(new SquashfsFormat(), image);
    Parsers.quietly(() -> new SquashfsFormat().embedded(new ArraySource(image)));
  }

  static Stream<byte[]> compressed() {
    return Stream.of(
        new byte[] {3, 3, (byte) 0xFF, 'a', 'b', 'c'},
        new byte[] {3, 3, 0x78, (byte) 0x9C, 0x4B, 0x4C, 0x4A, 6, 0, 2, 0x4D, 1, 0x27},
        new byte[] {7, 3, 6, 'a', 'b', 'c'},
        new byte[] {9, 3, (byte) 0xCC, 'a', 'b', 'c'},
        new byte[] {4, 3, 0, 0, 1, 0, 0, 0, 1, 4});
  }

  /** Compressed files of HFS+: type, size, then the content of the attribute and of the fork. */
  @MethodSource("compressed")
  @FuzzTest
  void decmpfs(byte[] file) {
    if (file.length < 2) {
      return;
    }
    byte[] data = Arrays.copyOfRange(file, 2, Math.min(file.length, 1500));
    HfsPlusImage image = HfsPlusImage.named("v").nodeSize(4096);
    image.compressed("f", file[0], file[1] << 9 | 3, data).resource("f", data);
    Parsers.volume(new HfsPlusFormat(), image.bytes());
  }

  static Stream<byte[]> ntfses() {
    return Seeds.ntfses();
  }

  /** File records, indexes and runs. */
  @MethodSource("ntfses")
  @FuzzTest
  void ntfs(byte[] sectors) {
    Parsers.volume(new NtfsFormat(), Sectors.unpack(sectors));
  }

  static Stream<byte[]> erofses() {
    return Seeds.erofses();
  }

  /** Inodes, indexes of clusters and chunks, directories, extended attributes. */
  @MethodSource("erofses")
  @FuzzTest
  void erofs(byte[] sectors) {
    Parsers.volume(new ErofsFormat(), Sectors.unpack(sectors));
  }

  static Stream<byte[]> cramfses() {
    return Seeds.cramfses();
  }

  /** Directories and block pointers. */
  @MethodSource("cramfses")
  @FuzzTest
  void cramfs(byte[] sectors) {
    Parsers.volume(new CramfsFormat(), Sectors.unpack(sectors));
  }

  static Stream<byte[]> romfses() {
    return Seeds.romfses();
  }

  /** Chains of file headers. */
  @MethodSource("romfses")
  @FuzzTest
  void romfs(byte[] sectors) {
    Parsers.volume(new RomfsFormat(), Sectors.unpack(sectors));
  }
}
