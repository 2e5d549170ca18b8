package io.github.diskimagefs.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diskimagefs.image.ApfsImage;
import io.github.diskimagefs.image.ApfsVolumeImage;
import io.github.diskimagefs.image.BlindWriteImage;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.CdiImage;
import io.github.diskimagefs.image.CompressedHunks;
import io.github.diskimagefs.image.DiskCopyImage;
import io.github.diskimagefs.image.EwfImage;
import io.github.diskimagefs.image.ExfatImage;
import io.github.diskimagefs.image.ExtImages;
import io.github.diskimagefs.image.FatImage;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.MdsImage;
import io.github.diskimagefs.image.NdifImage;
import io.github.diskimagefs.image.NrgImage;
import io.github.diskimagefs.image.OldDiscImages;
import io.github.diskimagefs.image.PackedDiscs;
import io.github.diskimagefs.image.PackedDiscs.PbpContent;
import io.github.diskimagefs.image.PartitionMap;
import io.github.diskimagefs.image.Resources;
import io.github.diskimagefs.image.SimgImage;
import io.github.diskimagefs.image.SparseDisk;
import io.github.diskimagefs.image.TwoImgImage;
import io.github.diskimagefs.image.UdfEntry.Form;
import io.github.diskimagefs.image.UdfImage;
import io.github.diskimagefs.image.UdfImage.Medium;
import io.github.diskimagefs.image.UdifImage;
import io.github.diskimagefs.image.UdifImage.Stored;
import io.github.diskimagefs.image.VirtualDisks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Small images of every kind that the builders make, each with much in little room. */
final class Specimens {
  private static final byte[] TEXT = "some text that repeats itself, ".repeat(300).getBytes(UTF_8);

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private Specimens() {
    optical();
    discs();
    apple();
    linux();
    fat();
    virtualDisks();
    wrapped();
  }

  /** Images in compressed files and in parts. */
  private void wrapped() {
    byte[] iso = files.get("plain.iso");
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    ByteArrayOutputStream xz = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(gzip)) {
      packed.write(iso);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (XZOutputStream packed = new XZOutputStream(xz, new LZMA2Options(0))) {
      packed.write(iso, 0, 40_000);
      packed.endBlock();
      packed.write(iso, 40_000, iso.length - 40_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.put("plain.iso.gz", gzip.toByteArray());
    files.put("plain.iso.xz", xz.toByteArray());
    files.put("plain.iso.001", Arrays.copyOf(iso, 50_000));
    files.put("plain.iso.002", Arrays.copyOfRange(iso, 50_000, iso.length));
    files.put("live.cloop", PackedDiscs.cloop(iso, 8192));
    files.put(
        "android.img", new SimgImage(512).raw(ExtImages.contract()).fill(1, 4).hole(9).build());
  }

  /** All of them by their file names; sheets come with the files that they name. */
  static Map<String, byte[]> all() {
    return new Specimens().files;
  }

  /** Writes all of them into a folder. */
  static void writeTo(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : all().entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  static byte[] iso() {
    return isoImage().build();
  }

  private static IsoImage isoImage() {
    IsoImage image = IsoImage.named("SPECIMEN").file("/docs/deep/text.txt", TEXT);
    for (int i = 0; i < 40; i++) {
      image.file("/many/a name longer than a record has room for ".repeat(1 + i % 4) + i, "x" + i);
    }
    image.symlink("/link", "docs/deep/text.txt").symlink("/up", "../../../etc/passwd");
    image.symlink("/loop", "loop").symlink("/far", "many/".repeat(60));
    return image.hardLink("/docs/again", "/docs/deep/text.txt").file("/empty", "");
  }

  private void optical() {
    files.put("rock-ridge.iso", iso());
    files.put("joliet.iso", isoImage().withoutRockRidge().build());
    files.put("plain.iso", isoImage().withoutRockRidge().withoutJoliet().build());
    for (Medium medium : Medium.values()) {
      files.put("udf-" + medium + ".iso", udf().medium(medium).toBytes());
    }
    files.put("udf-512.img", udf().blockSize(512).revision(0x0102).toBytes());
    files.put("udf-4096.img", udf().blockSize(4096).revision(0x0150).toBytes());
    files.put("udf-end.iso", udf().anchorAtEndOnly().toBytes());
  }

  private static UdfImage udf() {
    UdfImage image =
        UdfImage.named("Specimen")
            .file("/short", TEXT, entry -> entry.form(Form.SHORT).then(TEXT))
            .file("/long", TEXT, entry -> entry.form(Form.LONG).then(TEXT).hole(5000, 1))
            .file("/extended", TEXT, entry -> entry.form(Form.EXTENDED))
            .file("/embedded", "inside".getBytes(UTF_8), entry -> entry.form(Form.EMBEDDED))
            .file("/chained", TEXT, entry -> entry.chained().then(TEXT).then(TEXT).hole(70000, 2))
            .file("/rewritten", TEXT, entry -> entry.rewritten(2))
            .file("/streams", TEXT, entry -> entry.stream("side", TEXT))
            .file("/attributes", TEXT, entry -> entry.attribute("*Maker", new byte[20]))
            .link("/link", "docs/a")
            .link("/up", "/../../etc")
            .special("/device", 6, entry -> entry.device(3, 4));
    for (int i = 0; i < 30; i++) {
      image.file("/docs/name of some length " + i, new byte[i]);
    }
    return image.hardLink("/again", "/short");
  }

  private void discs() {
    byte[] iso = isoImage().withoutJoliet().build();
    byte[] mode1 = CdSectors.mode1(iso, 0);
    byte[] sound = CdSectors.sound(10, 1);
    int sectors = iso.length / 2048;
    String place = String.format("%02d:%02d", sectors / 75, sectors % 75);
    files.put("disc.bin", CdSectors.join(mode1, sound));
    text(
        "disc.cue",
        "CATALOG 1234567890123\n"
            + "TITLE \"Album\"\n"
            + "FILE \"disc.bin\" BINARY\n"
            + " TRACK 01 MODE1/2352\n"
            + "  INDEX 01 00:00:00\n"
            + " TRACK 02 AUDIO\n"
            + "  TITLE \"x\"\n"
            + "  ISRC DEA120000001\n"
            + "  FLAGS DCP\n"
            + ("  INDEX 00 00:" + place + "\n  INDEX 01 00:" + place + "\n"));
    text(
        "disc.toc",
        "CD_ROM\nCATALOG \"1234567890123\"\nTRACK MODE1_RAW\nDATAFILE \"disc.bin\" 00:"
            + (place + "\nTRACK AUDIO\nCOPY\nSILENCE 00:02:00\nSTART\n")
            + ("AUDIOFILE \"disc.bin\" #" + mode1.length + " 0 00:00:05\nSILENCE 588\n"));
    text(
        "disc.ccd",
        "[CloneCD]\nVersion=3\n[Disc]\nTocEntries=3\nSessions=1\n"
            + entry(0, "0xa2", 0, sectors + 10)
            + entry(1, "0x01", 4, 0)
            + entry(2, "0x02", 0, sectors)
            + "[TRACK 1]\nMODE=1\nINDEX 1=0\n[TRACK 2]\nMODE=0\nINDEX 1="
            + sectors);
    files.put("disc.img", CdSectors.join(mode1, sound));
    files.put(
        "disc.chd",
        CompressedHunks.ofFrames(
                CompressedHunks.frames(mode1), CompressedHunks.frames(CdSectors.swapped(sound)))
            .track(1, "MODE1_RAW", sectors)
            .track(2, "AUDIO", 10)
            .version5("cdzl"));
    files.put("bare-mode2.bin", CdSectors.mode2(iso, 0));
    files.put("bare-2448.bin", CdSectors.withSubChannel(mode1));
    files.put(
        "dao.nrg",
        NrgImage.v2()
            .dao(5, 2352, 0, mode1)
            .dao(7, 2352, 4704, sound)
            .daoSession(1)
            .chunk("SINF", ByteBuffer.allocate(4).putInt(2).array())
            .build());
    files.put("packed.cso", PackedDiscs.cso(iso, 2048));
    files.put("packed-2.cso", PackedDiscs.cso2(iso, 4096));
    files.put("packed.zso", PackedDiscs.cso("ZISO", iso, 1, 2048, 3));
    files.put("packed.dax", PackedDiscs.dax(iso));
    files.put("packed.jso", PackedDiscs.jso(iso, 2048));
    files.put("packed.isz", PackedDiscs.isz(iso, 4096));
    files.put("packed.bin.ecm", new PackedDiscs.Ecm().mode1(mode1).literal(sound).bytes());
    byte[] mode2 = CdSectors.mode2(iso, 0);
    files.put("packed.img.ecm", new PackedDiscs.Ecm().mode2(mode2, false).bytes());
    files.put("packed.pbp", PackedDiscs.pbp(List.of(PbpContent.data(mode2))));
    files.put("tao.nrg", NrgImage.v1().tao(0, 0, iso).taoSession().build());
    discsOfDescriptors(iso, sound);
  }

  private void discsOfDescriptors(byte[] iso, byte[] sound) {
    byte[] mode1 = CdSectors.mode1(iso, 0);
    byte[] both = CdSectors.join(mode1, sound);
    int sectors = iso.length / 2048;
    text(
        "gd.gdi",
        "3\n1 0 4 2352 \"gd 1.bin\" 0\n2 600 0 2352 gd2.raw 0\n3 45000 4 2048 gd3.iso 0\n");
    files.put("gd 1.bin", mode1);
    files.put("gd2.raw", sound);
    files.put("gd3.iso", iso);
    files.put(
        "alcohol.mds",
        MdsImage.cd()
            .track(0xAA, 2352, 0, 0, 150, sectors)
            .session()
            .track(0xA9, 2352, sectors + 11_400, mode1.length, 150, 10)
            .build());
    files.put("alcohol.mdf", both);
    files.put(
        "juggler.cdi",
        CdiImage.v35()
            .disc("1234567890123", new byte[18])
            .texts("DEA120000001", "Song")
            .index2(3)
            .track(0, 2, 0, 2, sound)
            .session()
            .track(1, 2, 11_400, 2, mode1)
            .build());
    files.put(
        "blind.b6t",
        BlindWriteImage.cd()
            .disc("1234567890123", new byte[18])
            .block("blind.b6i", 0, 2352, 0, sectors)
            .block("blind.b6i", mode1.length, 2352, sectors, 10)
            .track(2, 0, 0, 0, sectors)
            .track(1, sectors + 2, 2, sectors, 10)
            .build());
    files.put("blind.b6i", both);
    files.put(
        "blind4.bwt",
        BlindWriteImage.version4("blind4.bwi", "", new int[] {1, 0}, 0, sectors, sectors + 10));
    files.put("blind4.bwi", both);
    files.put("ceq.c2d", OldDiscImages.c2d(iso, sound, new byte[18], false));
    files.put("easy.cif", OldDiscImages.cif(iso, sound));
  }

  private static String entry(int number, String point, int control, int block) {
    return String.format(
        "[Entry %d]%nSession=1%nPoint=%s%nADR=0x01%nControl=0x%02x%nPLBA=%d%n",
        number, point, control, block);
  }

  private void text(String name, String text) {
    files.put(name, text.getBytes(UTF_8));
  }

  static byte[] hfsPlus() {
    HfsPlusImage image =
        HfsPlusImage.named("Specimen")
            .nodeSize(512)
            .dir("docs")
            .file("docs/text", TEXT)
            .resource("docs/text", TEXT)
            .finder("docs/text", "TEXTttxt", 0x4000)
            .link("link", "docs/text")
            .link("up", "../../../etc/passwd")
            .hardLinks("shared", "one", "two")
            .danglingHardLink("three", 9999)
            .attribute("docs/text", "user.note", "value".getBytes(UTF_8));
    byte[] packed = deflated(TEXT);
    image.compressed("zlib", 3, TEXT.length, packed);
    image.compressed("lzvn", 7, 3, new byte[] {6, 'a', 'b', 'c'});
    image.compressed("stored", 9, 3, new byte[] {(byte) 0xCC, 'a', 'b', 'c'});
    image.compressed("zeros", 5, 100_000, new byte[0]);
    for (int i = 0; i < 60; i++) {
      image.file("docs/file number " + i, "x" + i);
    }
    return image.bytes();
  }

  private void fat() {
    for (int bits : new int[] {12, 16, 32}) {
      FatImage image = FatImage.of(bits).label("SPECIMEN");
      image.file("/docs/deep/text.txt", TEXT).shortFile("", "SHORT   TXT", TEXT, 0x08);
      for (int i = 0; i < 5; i++) {
        image.file("/a name of more than thirteen characters " + i, "x" + i);
      }
      files.put("fat" + bits + ".img", image.bytes());
    }
    files.put("fat-scattered.img", FatImage.of(32).scattered().file("/a/b", TEXT).bytes());
    ExfatImage image = ExfatImage.named("Specimen").file("/docs/deep/text.txt", TEXT);
    image.file("/half", TEXT, set -> set.putLong(40, 100)).file("/empty", "");
    for (int i = 0; i < 5; i++) {
      image.file("/a name of more than thirteen characters " + i, "x" + i);
    }
    files.put("exfat.img", image.bytes());
    files.put("exfat-chained.img", ExfatImage.named("").chained().file("/a/b", TEXT).bytes());
  }

  private void linux() {
    files.put("features-ext4.img", ExtImages.features());
    files.put("classic-ext3.img", ExtImages.classic());
    files.put("contract-ext4.img", ExtImages.contract());
    files.put("fast-commits-ext4.img", ExtImages.fastCommits());
    files.put("verity-ext4.img", ExtImages.verity());
    for (String name : List.of("plain", "legacy", "lz4-all", "lz4-tails", "lzma", "zstd")) {
      files.put("erofs-" + name + ".img", Resources.unpacked("erofs/" + name + ".erofs"));
    }
    files.put("chunks.img", Resources.unpacked("erofs/chunks.erofs"));
    files.put("chunks.blob", Resources.unpacked("erofs/chunks.blob"));
    files.put("cramfs-little.img", Resources.unpacked("cramfs/little.cramfs"));
    files.put("cramfs-big.img", Resources.unpacked("cramfs/big.cramfs"));
    files.put("romfs.img", Resources.unpacked("romfs/contract.romfs"));
    for (String name : List.of("stored", "features-zstd", "features-lzo", "version3", "version2")) {
      files.put(name + ".squashfs", Resources.unpacked("squashfs/" + name + ".squashfs"));
    }
  }

  static byte[] apfs() {
    ApfsVolumeImage volume =
        ApfsImage.named("Specimen")
            .ignoringCase()
            .recordsInANode(6)
            .file("docs/text", TEXT)
            .longAttribute("docs/text", "com.apple.ResourceFork", TEXT)
            .attribute("docs/text", "note", "value".getBytes(UTF_8))
            .link("link", "docs/text")
            .link("up", "../../../etc/passwd")
            .hardLink("again", "docs/text")
            .clone("clone", "docs/text")
            .sparse("sparse", 100_000, 50_000 / 4096 * 4096, TEXT)
            .fragmented("fragmented", TEXT)
            .special("device", 0x21B6, 3, 4)
            .compressed("zlib", 3, TEXT.length, deflated(TEXT))
            .compressed("stored", 9, 3, new byte[] {(byte) 0xCC, 'a', 'b', 'c'})
            .file("lost", "x")
            .loseInode("lost");
    for (int i = 0; i < 30; i++) {
      volume.file("docs/file number " + i, "x" + i);
    }
    return volume
        .snapshot("before")
        .unlink("docs/file number 3")
        .file("more", "y")
        .volume("System")
        .role(1, new UUID(5, 6))
        .dir("Users")
        .attribute("Users", "com.apple.fs.firmlink", "Users\0".getBytes(UTF_8))
        .volume("Data")
        .role(0x40, new UUID(5, 6))
        .password("secret")
        .file("Users/me/text", TEXT)
        .bytes();
  }

  private static byte[] sealed() {
    return ApfsImage.named("Sealed")
        .recordsInANode(4)
        .file("docs/text", TEXT)
        .dataHashes("docs/text", TEXT, 2)
        .compressed("zlib", 3, TEXT.length, deflated(TEXT))
        .dataHashes("zlib", TEXT, 2)
        .seal(true)
        .bytes();
  }

  private static byte[] deflated(byte[] plain) {
    Deflater deflater = new Deflater();
    deflater.setInput(plain);
    deflater.finish();
    byte[] room = new byte[plain.length];
    int length = deflater.deflate(room);
    deflater.end();
    return Arrays.copyOf(room, length);
  }

  private void apple() {
    byte[] volume = hfsPlus();
    byte[] disk = Arrays.copyOf(volume, (volume.length + 511) / 512 * 512);
    files.put("hfsplus.img", volume);
    files.put("apfs.img", apfs());
    files.put("apfs-sealed.img", sealed());
    files.put("udif-apfs.dmg", UdifImage.of(apfs()).as(Stored.ZLIB).bytes());
    files.put("floppy.image", DiskCopyImage.of(disk, true));
    for (Stored stored :
        new Stored[] {Stored.RAW, Stored.ADC, Stored.ZLIB, Stored.BZIP2, Stored.LZMA}) {
      files.put("udif-" + stored + ".dmg", UdifImage.of(disk).as(stored).bytes());
    }
    files.put("udif-lzfse.dmg", UdifImage.of(disk).chunks(64).as(Stored.LZFSE).bytes());
    files.put("udif-fork.dmg", UdifImage.of(disk).as(Stored.ZLIB).resourceFork().bytes());
    files.put("udif-front.dmg", UdifImage.of(disk).as(Stored.RAW).trailerInFront().bytes());
    files.put("udif-iso.dmg", UdifImage.of(iso()).as(Stored.ZLIB).bytes());
    files.put("udif-appended.dmg", appended(UdifImage.of(disk).as(Stored.ZLIB).bytes()));
    files.put("sparse.sparseimage", SparseDisk.of(disk).image());
    files.put("blocks.2mg", TwoImgImage.of(disk));
    files.put("ndif.bin", NdifImage.of(disk).types(0x83, 2).file("Disk").macBinary(1));
    files.put("ndif.as", NdifImage.of(disk).types(0x83, 2).file("Disk").appleSingle());
    byte[] room = new byte[disk.length + 2 * 64 * 512];
    System.arraycopy(disk, 0, room, 64 * 512, disk.length);
    int sectors = disk.length / 512;
    files.put(
        "apm.img",
        PartitionMap.on(room.clone())
            .apple(512, "Mac", "Apple_HFS", 64, sectors)
            .apple(512, "rest", "Apple_Free", 64 + sectors, 64)
            .appleBlockSizeStated(2048)
            .disk());
    files.put(
        "old-apple.img", PartitionMap.on(room.clone()).oldApple(0, "TFS1", 64, sectors).disk());
    files.put("gpt.img", PartitionMap.on(room.clone()).guid(512, "v", 64, 63 + sectors).disk());
  }

  private static byte[] appended(byte[] image) {
    return Arrays.copyOf(image, image.length + 4096);
  }

  private void virtualDisks() {
    files.put("disk.ntfs", Resources.unpacked("ntfs/features.ntfs"));
    byte[] volume = hfsPlus();
    byte[] disk = Arrays.copyOf(volume, (volume.length + 511) / 512 * 512);
    files.put("plain.qcow2", VirtualDisks.qcow2(disk, false));
    files.put("packed.qcow2", VirtualDisks.qcow2(disk, true));
    byte[] empty = new byte[disk.length];
    files.put("overlay.qcow2", VirtualDisks.qcow2(empty, false, "plain.qcow2", "qcow2"));
    files.put("old.qcow", VirtualDisks.qcow1(disk, true));
    files.put("disk.qed", VirtualDisks.qed(disk));
    files.put("bochs.img", VirtualDisks.bochs(disk));
    files.put("ewf.img", EwfImage.of(disk).build());
    files.put("sparse.vmdk", VirtualDisks.vmdk(disk, false));
    files.put("stream.vmdk", VirtualDisks.vmdk(disk, true));
    files.put("fixed.vhd", VirtualDisks.vhdFixed(disk));
    files.put("dynamic.vhd", VirtualDisks.vhdDynamic(disk));
    files.put("child.vhd", VirtualDisks.vhdDifferencing(disk, "dynamic.vhd", i -> i % 2 == 0));
    files.put("disk.vhdx", VirtualDisks.vhdx(disk));
    files.put("disk.vdi", VirtualDisks.vdi(disk));
    CompressedHunks chd = CompressedHunks.of(disk, 4096, 512).metadata("GDDD", "BPS:512");
    files.put("zlib.chd", chd.version5("zlib"));
    files.put("huffman.chd", chd.version5("huff"));
    files.put("stored.chd", chd.version5());
    files.put("version4.chd", chd.version4());
    files.put("version3.chd", chd.version3());
    byte[] changed = disk.clone();
    Arrays.fill(changed, 5000, 9000, (byte) 7);
    CompressedHunks child = CompressedHunks.of(changed, 4096, 512);
    files.put("child.chd", child.parent(disk, files.get("zlib.chd")).version5("zlib"));
    files.put("disk.hds", VirtualDisks.parallels(disk));
    text(
        "descriptor.vmdk",
        "# Disk DescriptorFile\nCID=1\nRW "
            + (disk.length / 512 + " FLAT \"hfsplus.img\" 0\nRW 9 ZERO\n"));
  }
}
