package io.github.diskimagefs.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.container.ContainerDetector;
import io.github.diskimagefs.container.PropertyList;
import io.github.diskimagefs.container.blindwrite.B6tFormat;
import io.github.diskimagefs.container.blindwrite.BwtFormat;
import io.github.diskimagefs.container.bochs.BochsFormat;
import io.github.diskimagefs.container.c2d.C2dFormat;
import io.github.diskimagefs.container.ccd.CcdFormat;
import io.github.diskimagefs.container.cdi.CdiFormat;
import io.github.diskimagefs.container.chd.ChdFormat;
import io.github.diskimagefs.container.cif.CifFormat;
import io.github.diskimagefs.container.cloop.CloopFormat;
import io.github.diskimagefs.container.cso.CsoFormat;
import io.github.diskimagefs.container.cue.CueFormat;
import io.github.diskimagefs.container.diskcopy.DiskCopyFormat;
import io.github.diskimagefs.container.ecm.EcmFormat;
import io.github.diskimagefs.container.encrypted.EncryptedFormat;
import io.github.diskimagefs.container.ewf.EwfFormat;
import io.github.diskimagefs.container.gdi.GdiFormat;
import io.github.diskimagefs.container.isz.IszFormat;
import io.github.diskimagefs.container.macbinary.MacBinaryFormat;
import io.github.diskimagefs.container.mds.MdsFormat;
import io.github.diskimagefs.container.ndif.NdifFormat;
import io.github.diskimagefs.container.nrg.NrgFormat;
import io.github.diskimagefs.container.parallels.ParallelsFormat;
import io.github.diskimagefs.container.pbp.PbpFormat;
import io.github.diskimagefs.container.qcow.QcowFormat;
import io.github.diskimagefs.container.qed.QedFormat;
import io.github.diskimagefs.container.raw.RawCdFormat;
import io.github.diskimagefs.container.simg.SimgFormat;
import io.github.diskimagefs.container.sparse.SparseImageFormat;
import io.github.diskimagefs.container.toc.TocFormat;
import io.github.diskimagefs.container.twoimg.TwoImgFormat;
import io.github.diskimagefs.container.udif.UdifFormat;
import io.github.diskimagefs.container.vdi.VdiFormat;
import io.github.diskimagefs.container.vhd.VhdFormat;
import io.github.diskimagefs.container.vhdx.VhdxFormat;
import io.github.diskimagefs.container.vmdk.VmdkFormat;
import io.github.diskimagefs.hostile.Sums;
import io.github.diskimagefs.image.DiskCopyImage;
import io.github.diskimagefs.image.EwfImage;
import io.github.diskimagefs.image.SimgImage;
import io.github.diskimagefs.image.TestContext;
import io.github.diskimagefs.partition.Partitions;
import java.nio.ByteBuffer;
import java.util.List;
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

  static Stream<byte[]> chds() {
    return Seeds.chds();
  }

  /** Headers, maps, metadata and hunks. */
  @MethodSource("chds")
  @FuzzTest
  void chd(byte[] file) {
    Parsers.container(new ChdFormat(), "disc.chd", file);
  }

  static Stream<byte[]> gdis() {
    return Seeds.gdis();
  }

  @MethodSource("gdis")
  @FuzzTest
  void gdi(byte[] file) {
    Parsers.container(new GdiFormat(), "disc.gdi", file);
  }

  static Stream<byte[]> mdss() {
    return Seeds.mdss();
  }

  @MethodSource("mdss")
  @FuzzTest
  void mds(byte[] file) {
    Parsers.container(new MdsFormat(), "disc.mds", file);
  }

  static Stream<byte[]> cdis() {
    return Seeds.cdis();
  }

  @MethodSource("cdis")
  @FuzzTest
  void cdi(byte[] file) {
    Parsers.container(CdiFormat.BY_TRAILER, "disc.cdi", file);
  }

  static Stream<byte[]> blindWrites() {
    return Seeds.blindWrites();
  }

  @MethodSource("blindWrites")
  @FuzzTest
  void blindWrite(byte[] file) {
    Parsers.container(new B6tFormat(), "disc.b6t", file);
    Parsers.container(new BwtFormat(), "disc.bwt", file);
  }

  static Stream<byte[]> oldDiscs() {
    return Seeds.oldDiscs();
  }

  @MethodSource("oldDiscs")
  @FuzzTest
  void oldDisc(byte[] file) {
    Parsers.container(new C2dFormat(), "disc.c2d", file);
    Parsers.container(new CifFormat(), "disc.cif", file);
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
    return Seeds.discs();
  }

  /** Bare sectors of a CD. */
  @MethodSource("discs")
  @FuzzTest
  void sectors(byte[] file) {
    Parsers.container(new RawCdFormat(TestContext.VOLUMES), "disc.bin", file);
  }

  static Stream<byte[]> encrypted() {
    return Seeds.encrypted();
  }

  /** Headers of either version; a password is given. Its derivation is kept short. */
  @MethodSource("encrypted")
  @FuzzTest
  void encrypted(byte[] file) {
    fewRounds(file, 0, 80);
    fewRounds(file, 0, 100);
    if (file.length >= 1276) {
      ByteBuffer.wrap(file).putShort(file.length - 1276 + 0x30, (short) 0);
    }
    Parsers.container(new EncryptedFormat(), "disk.dmg", file);
  }

  /** Takes the upper half of the number of rounds from a key header that a pointer leads to. */
  private static void fewRounds(byte[] file, int start, int pointer) {
    if (file.length < start + pointer + 8) {
      return;
    }
    long at = ByteBuffer.wrap(file).getLong(start + pointer);
    if (at >= 0 && at <= file.length - 12) {
      ByteBuffer.wrap(file).putShort((int) at + 8, (short) 0);
    }
  }

  static Stream<byte[]> sparseHeaders() {
    return Seeds.sparses();
  }

  @MethodSource("sparseHeaders")
  @FuzzTest
  void sparse(byte[] file) {
    Parsers.container(new SparseImageFormat(), "disk.sparseimage", file);
  }

  static Stream<byte[]> simgs() {
    return Stream.of(
        new SimgImage(512).raw(new byte[1024]).fill(7, 3).hole(9).crc(1).checksum(0).build());
  }

  @MethodSource("simgs")
  @FuzzTest
  void simg(byte[] file) {
    Parsers.container(new SimgFormat(), "a.img", file);
  }

  static Stream<byte[]> floppies() {
    return Stream.of(DiskCopyImage.of(new byte[4 * 512], true));
  }

  @MethodSource("floppies")
  @FuzzTest
  void diskCopy(byte[] file) {
    Parsers.container(new DiskCopyFormat(), "floppy.image", file);
  }

  static Stream<byte[]> ndifs() {
    return Seeds.ndifs();
  }

  /** MacBinary and AppleSingle around the block map of an image. */
  @MethodSource("ndifs")
  @FuzzTest
  void ndif(byte[] file) {
    Parsers.container(new MacBinaryFormat(new NdifFormat()), new NdifFormat(), "a.img", file);
  }

  static Stream<byte[]> twoImgs() {
    return Seeds.twoImgs();
  }

  @MethodSource("twoImgs")
  @FuzzTest
  void twoImg(byte[] file) {
    Parsers.container(new TwoImgFormat(), "a.2mg", file);
  }

  static Stream<byte[]> maps() {
    return Seeds.maps().map(Sectors::pack);
  }

  /** GPT with sums that are right, MBR, APM. */
  @MethodSource("maps")
  @FuzzTest
  void partitions(byte[] sectors) {
    byte[] disk = Sectors.unpack(sectors);
    Sums.makeRight(disk);
    for (int sector : new int[] {512, 2048}) {
      Parsers.quietly(
          () -> Partitions.of(new ArraySource(disk), sector, offset -> offset % 4096 == 0));
    }
  }

  static Stream<byte[]> ewfs() {
    return Seeds.ewfs();
  }

  /** Segments whose checksums are right, so that the fields after them are reached. */
  @MethodSource("ewfs")
  @FuzzTest
  void ewf(byte[] file) {
    Parsers.container(new EwfFormat(), "a.E01", EwfImage.corrected(file.clone()));
  }

  static Stream<byte[]> virtualDisks() {
    return Seeds.virtualDisks();
  }

  @MethodSource("virtualDisks")
  @FuzzTest
  void virtualDisk(byte[] file) {
    for (ContainerDetector detector :
        List.of(
            new QcowFormat(),
            new QedFormat(),
            new BochsFormat(),
            new VmdkFormat(),
            VhdFormat.BY_HEADER,
            VhdFormat.BY_FOOTER,
            new VhdxFormat(),
            new VdiFormat(),
            new ParallelsFormat())) {
      Parsers.container(detector, "disk", file);
    }
  }

  static Stream<byte[]> packedDiscs() {
    return Seeds.packedDiscs();
  }

  @MethodSource("packedDiscs")
  @FuzzTest
  void packedDisc(byte[] file) {
    for (ContainerDetector detector :
        List.of(
            new CsoFormat(),
            new IszFormat(),
            new EcmFormat(),
            new PbpFormat(),
            new CloopFormat())) {
      Parsers.container(detector, "disc.isz", file);
    }
  }

  static Stream<byte[]> pbps() {
    return Seeds.pbps();
  }

  @MethodSource("pbps")
  @FuzzTest
  void pbp(byte[] file) {
    Parsers.container(new PbpFormat(), "EBOOT.PBP", Sectors.unpack(file));
  }
}
