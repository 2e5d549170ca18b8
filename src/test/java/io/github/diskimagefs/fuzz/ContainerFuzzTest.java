package io.github.diskimagefs.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.container.PropertyList;
import io.github.diskimagefs.container.ccd.CcdFormat;
import io.github.diskimagefs.container.cue.CueFormat;
import io.github.diskimagefs.container.encrypted.EncryptedFormat;
import io.github.diskimagefs.container.nrg.NrgFormat;
import io.github.diskimagefs.container.raw.SectorsFormat;
import io.github.diskimagefs.container.sparse.SparseImageFormat;
import io.github.diskimagefs.container.toc.TocFormat;
import io.github.diskimagefs.container.udif.UdifFormat;
import io.github.diskimagefs.hostile.Sums;
import io.github.diskimagefs.partition.Partitions;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Containers and partition maps. */
class ContainerFuzzTest {

  static Stream<byte[]> cues() {
    return Seeds.cues();
  }

  @MethodSource("cues")
  @FuzzTest
  void cue(byte[] sheet) {
    Parsers.container(new CueFormat(), "disc.cue", sheet);
  }

  static Stream<byte[]> tocs() {
    return Seeds.tocs();
  }

  @MethodSource("tocs")
  @FuzzTest
  void toc(byte[] sheet) {
    Parsers.container(new TocFormat(), "disc.toc", sheet);
  }

  static Stream<byte[]> ccds() {
    return Seeds.ccds();
  }

  @MethodSource("ccds")
  @FuzzTest
  void ccd(byte[] sheet) {
    Parsers.container(new CcdFormat(), "disc.ccd", sheet);
  }

  static Stream<byte[]> nrgs() {
    return Seeds.nrgs();
  }

  @MethodSource("nrgs")
  @FuzzTest
  void nrg(byte[] file) {
    Parsers.container(new NrgFormat(), "disc.nrg", file);
  }

  static Stream<byte[]> udifs() {
    return Seeds.udifs();
  }

  /** Trailer, block tables, resource fork, chunks. */
  @MethodSource("udifs")
  @FuzzTest
  void udif(byte[] file) {
    Parsers.container(new UdifFormat(), "disk.dmg", file);
  }

  static Stream<byte[]> lists() {
    return Seeds.lists();
  }

  @MethodSource("lists")
  @FuzzTest
  void propertyList(byte[] xml) {
    Parsers.quietly(() -> PropertyList.read(xml, 0));
  }

  static Stream<byte[]> discs() {
    return Stream.of(Arrays.copyOf(Seeds.disc(), 24 * 2352));
  }

  /** Bare sectors of a CD. */
  @MethodSource("discs")
  @FuzzTest
  void sectors(byte[] file) {
    Parsers.container(new SectorsFormat(), "disc.bin", file);
  }

  static Stream<byte[]> encryptedHeaders() {
    ByteBuffer second = ByteBuffer.allocate(2048).put("encrcdsa".getBytes(US_ASCII));
    second.putInt(2).putInt(16).putInt(5).putInt(0x80000001).putInt(128).putInt(91).putInt(160);
    second.putInt(52, 512).putLong(56, 512).putLong(64, 1024).putInt(72, 1);
    second.putInt(76, 1).putLong(80, 96).putLong(88, 616);
    second.putInt(96, 103).putInt(104, 1).putInt(108, 20);
    return Stream.of(second.array());
  }

  /** Headers of either version; a password is given, mostly wrong. */
  @MethodSource("encryptedHeaders")
  @FuzzTest
  void encrypted(byte[] file) {
    Parsers.container(new EncryptedFormat(), "disk.dmg", file);
  }

  static Stream<byte[]> sparseHeaders() {
    ByteBuffer header = ByteBuffer.allocate(8192).put("sprs".getBytes(US_ASCII));
    header.putInt(3).putInt(8).putInt(1).putInt(16).putInt(64, 1);
    return Stream.of(header.array());
  }

  @MethodSource("sparseHeaders")
  @FuzzTest
  void sparse(byte[] file) {
    Parsers.container(new SparseImageFormat(), "disk.sparseimage", file);
  }

  static Stream<byte[]> maps() {
    byte[] gpt = new byte[20 * 512];
    ByteBuffer map = ByteBuffer.wrap(gpt).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    map.put(446 + 4, (byte) 0xEE).putInt(454, 1).putInt(458, 19).putShort(510, (short) 0xAA55);
    map.position(512).put("EFI PART".getBytes(US_ASCII)).putInt(0x10000).putInt(92);
    map.putLong(512 + 24, 1).putLong(512 + 32, 19).putLong(512 + 72, 2).putInt(512 + 80, 4);
    map.putInt(512 + 84, 128).putLong(1024, 1).putLong(1024 + 32, 6).putLong(1024 + 40, 9);
    byte[] mbr = new byte[20 * 512];
    map = ByteBuffer.wrap(mbr).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    map.put(450, (byte) 5).putInt(454, 2).putInt(458, 9).putShort(510, (short) 0xAA55);
    map.put(1024 + 450, (byte) 7).putInt(1024 + 454, 1).putInt(1024 + 458, 3);
    map.put(1024 + 466, (byte) 5).putInt(1024 + 470, 2).putInt(1024 + 474, 3);
    map.putShort(1024 + 510, (short) 0xAA55);
    byte[] apm = new byte[20 * 512];
    map = ByteBuffer.wrap(apm).put("ER".getBytes(US_ASCII)).putShort((short) 512).putInt(20);
    for (int i = 1; i <= 2; i++) {
      map.position(i * 512).put("PM".getBytes(US_ASCII)).putShort((short) 0).putInt(2);
      map.putInt(i).putInt(2).put("disk".getBytes(US_ASCII));
    }
    return Stream.of(gpt, mbr, apm).map(Sectors::pack);
  }

  /** GPT with sums that are right, MBR, APM. */
  @MethodSource("maps")
  @FuzzTest
  void partitions(byte[] sectors) {
    byte[] disk = Sectors.unpack(sectors);
    Sums.makeRight(disk);
    Parsers.quietly(() -> Partitions.of(new ArraySource(disk), 512));
  }
}
