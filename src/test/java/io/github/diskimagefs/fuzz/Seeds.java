package io.github.diskimagefs.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diskimagefs.image.ApfsImage;
import io.github.diskimagefs.image.BlindWriteImage;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.CdiImage;
import io.github.diskimagefs.image.CompressedHunks;
import io.github.diskimagefs.image.EncryptedImage;
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
import io.github.diskimagefs.image.SparseDisk;
import io.github.diskimagefs.image.TwoImgImage;
import io.github.diskimagefs.image.UdfEntry.Form;
import io.github.diskimagefs.image.UdfImage;
import io.github.diskimagefs.image.UdfImage.Medium;
import io.github.diskimagefs.image.UdifImage;
import io.github.diskimagefs.image.UdifImage.Stored;
import io.github.diskimagefs.image.VirtualDisks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Small valid inputs to start with. */
final class Seeds {
  private static final byte[] TEXT = "text and text again, ".repeat(20).getBytes(UTF_8);

  /** Made by Python: {@code plistlib.dumps(value, fmt=plistlib.FMT_BINARY)}. */
  private static final String BINARY_LIST =
      "62706c6973743030d301020304090a546c697374546e616d655473697a65a405060708090823"
          + "40100000000000004231326200e730e61200209200080f14191e2324252e3136000000000000"
          + "0101000000000000000b0000000000000000000000000000003b";

  private Seeds() {}

  private static IsoImage isoImage() {
    return IsoImage.named("SEED")
        .file("/dir/text.txt", TEXT)
        .file("/dir/a name that is longer than thirty-one characters.text", "long")
        .symlink("/link", "dir/../dir/text.txt")
        .hardLink("/again", "/dir/text.txt");
  }

  static byte[] iso() {
    return isoImage().build();
  }

  static Stream<byte[]> isos() {
    return Stream.of(
            iso(),
            isoImage().withoutJoliet().build(),
            isoImage().withoutRockRidge().build(),
            isoImage().withoutRockRidge().withoutJoliet().build())
        .map(Sectors::pack);
  }

  static byte[] disc() {
    return CdSectors.join(CdSectors.mode1(iso(), 0), CdSectors.sound(8, 1));
  }

  private static UdfImage udf() {
    return UdfImage.named("Seed")
        .file("/dir/long", TEXT, entry -> entry.form(Form.LONG).then(TEXT).hole(600, 1))
        .file("/dir/short", TEXT, entry -> entry.form(Form.SHORT).chained().then(TEXT).then(TEXT))
        .file("/in", "inside".getBytes(UTF_8), entry -> entry.form(Form.EMBEDDED))
        .file("/side", "x".getBytes(UTF_8), entry -> entry.stream("s", TEXT).rewritten(1))
        .link("/link", "/dir/../in");
  }

  static Stream<byte[]> udfs() {
    return Stream.concat(
            Arrays.stream(Medium.values()).map(medium -> udf().medium(medium).toBytes()),
            Stream.of(
                udf().blockSize(512).revision(0x0102).toBytes(), udf().anchorAtEndOnly().toBytes()))
        .map(Sectors::pack);
  }

  static byte[] hfsPlus() {
    HfsPlusImage image =
        HfsPlusImage.named("Seed")
            .nodeSize(512)
            .dir("dir")
            .file("dir/text", TEXT)
            .resource("dir/text", TEXT)
            .finder("dir/text", "TEXTttxt", 0x4000)
            .link("link", "dir/text")
            .hardLinks("shared", "one", "two")
            .attribute("dir/text", "note", TEXT)
            .compressed("lzvn", 7, 3, new byte[] {6, 'a', 'b', 'c'});
    byte[] bytes = image.bytes();
    return Arrays.copyOf(bytes, (bytes.length + 511) / 512 * 512);
  }

  static Stream<byte[]> hfsPluses() {
    return Stream.of(Sectors.pack(hfsPlus()));
  }

  static byte[] apfs() {
    return ApfsImage.named("Seed")
        .ignoringCase()
        .recordsInANode(4)
        .file("dir/text", TEXT)
        .longAttribute("dir/text", "com.apple.ResourceFork", TEXT)
        .attribute("dir/text", "note", TEXT)
        .link("link", "dir/text")
        .hardLink("again", "dir/text")
        .clone("clone", "dir/text")
        .sparse("sparse", 9000, 4096, TEXT)
        .special("device", 0x21B6, 3, 4)
        .compressed("lzvn", 7, 3, new byte[] {6, 'a', 'b', 'c'})
        .snapshot("before")
        .unlink("again")
        .volume("locked")
        .password("secret")
        .file("text", TEXT)
        .bytes();
  }

  static Stream<byte[]> apfses() {
    return Stream.of(Sectors.pack(apfs()));
  }

  /**
   * Returns small volumes made by hfsutils, one of them after the area of a partition map in a
   * wrapper.
   */
  static Stream<byte[]> hfses() {
    try (InputStream packed =
            Seeds.class.getResourceAsStream("/io/github/diskimagefs/volume/hfs/small.hfs.gz");
        InputStream in = new GZIPInputStream(packed)) {
      byte[] small = in.readAllBytes();
      byte[] wrapper = small.clone();
      ByteBuffer header = ByteBuffer.wrap(wrapper);
      header.putShort(1024 + 124, (short) 0x482B).putShort(1024 + 126, (short) 2);
      header.putShort(1024 + 128, (short) 40);
      return Stream.of(small, wrapper).map(Sectors::pack);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<byte[]> exts() {
    return Stream.of(ExtImages.contract(), ExtImages.features(), ExtImages.classic())
        .map(Sectors::pack);
  }

  static Stream<byte[]> erofses() {
    return Stream.of("plain", "legacy", "lz4-all", "lz4-tails", "zstd", "chunks", "contract")
        .map(name -> Resources.unpacked("erofs/" + name + ".erofs"))
        .map(Sectors::pack);
  }

  static Stream<byte[]> cramfses() {
    return Stream.of("little", "big", "contract")
        .map(name -> Resources.unpacked("cramfs/" + name + ".cramfs"))
        .map(Sectors::pack);
  }

  static Stream<byte[]> romfses() {
    return Stream.of(Resources.unpacked("romfs/contract.romfs")).map(Sectors::pack);
  }

  /** Volumes of several versions, of which some are not compressed and change by every bit. */
  static Stream<byte[]> squashfs() {
    return Stream.of("stored", "features-gzip", "version3-big-endian", "version2")
        .map(name -> Resources.unpacked("squashfs/" + name + ".squashfs"))
        .map(Sectors::pack);
  }

  /** FAT12 and FAT32 in scattered clusters; FAT16 needs 2 MB and differs in the table alone. */
  static Stream<byte[]> fats() {
    return Stream.of(12, 32)
        .map(
            bits ->
                FatImage.of(bits)
                    .clusters(100)
                    .scattered()
                    .label("SEED")
                    .file("/dir/text of a long name", Arrays.copyOf(TEXT, 2000))
                    .shortFile("/dir", "README  TXT", TEXT, 0x18)
                    .file("/dir/deep/empty", "")
                    .bytes())
        .map(Sectors::pack);
  }

  /** Consecutive and chained files. */
  static Stream<byte[]> exfats() {
    byte[] guid = "sixteen bytes id".getBytes(US_ASCII);
    return Stream.of(exfat().bytes(), exfat().chained().guid(guid).bytes()).map(Sectors::pack);
  }

  private static ExfatImage exfat() {
    return ExfatImage.named("Seed")
        .file("/dir/text of a long name", Arrays.copyOf(TEXT, 2000))
        .file("/half", TEXT, set -> set.putLong(40, 100))
        .file("/dir/deep/empty", "");
  }

  /** Sectors of every shape, some of them with errors that can be mended. */
  static Stream<byte[]> discs() {
    byte[] iso = Arrays.copyOf(isoImage().withoutJoliet().build(), 24 * 2048);
    byte[] mode1 = CdSectors.mode1(iso, 0);
    byte[] mode2 = CdSectors.mode2(iso, 0);
    byte[] worn = mode1.clone();
    for (int sector = 16; sector < 24; sector++) {
      for (int i = 0; i < sector; i++) {
        worn[sector * 2352 + 20 + 83 * i] ^= (byte) (i + 1);
      }
    }
    byte[] mixed = CdSectors.join(mode2, CdSectors.form2(new byte[3 * 2324], 24));
    return Stream.of(
        Arrays.copyOf(disc(), 24 * 2352),
        mode2,
        worn,
        mixed,
        CdSectors.part(mode2, 16, 2336),
        CdSectors.withSubChannel(mode1));
  }

  /** Of either version; the password is {@code secret}. */
  static Stream<byte[]> encrypted() {
    return Stream.of(
        EncryptedImage.of(small()).password("secret").bytes(),
        EncryptedImage.of(small()).password("secret").aes(256).blocks(512).bytes(),
        EncryptedImage.of(UdifImage.of(small()).bytes()).password("secret").bytes(),
        EncryptedImage.of(small()).password("secret").wrappedWithAes(192).bytes(),
        EncryptedImage.of(small()).password("secret").aes(256).bytesOfVersion1());
  }

  /** Bands of an HFS+ volume in reverse order. */
  static Stream<byte[]> sparses() {
    return Stream.of(SparseDisk.of(hfsPlus()).image());
  }

  /** Both forks of an image of Disk Copy 6 in one file. */
  static Stream<byte[]> ndifs() {
    return Stream.of(
        NdifImage.of(small()).file("a").appleSingle(),
        NdifImage.of(small()).types(2, 0x83).file("a").macBinary(2));
  }

  /** Blocks after a header of 2IMG, with a comment. */
  static Stream<byte[]> twoImgs() {
    return Stream.of(TwoImgImage.of(small()));
  }

  /** Partition maps of each kind with a volume, logical partitions, two sizes of sectors. */
  static Stream<byte[]> maps() {
    byte[] volume = hfsPlus();
    int count = volume.length / 512;
    byte[] disk = new byte[(80 + count) * 512];
    System.arraycopy(volume, 0, disk, 40 * 512, volume.length);
    return Stream.of(
        PartitionMap.on(disk.clone()).guid(512, "HFS", 40, 39 + count).disk(),
        PartitionMap.on(disk.clone()).guid(2048, "HFS", 10, 10 + count / 4).disk(),
        PartitionMap.on(disk.clone())
            .apple(512, "disk", "Apple_HFS", 40, count)
            .apple(512, "rest", "Apple_Free", 40 + count, 40)
            .disk(),
        PartitionMap.on(disk.clone()).apple(2048, "disk", "Apple_HFS", 10, count / 4).disk(),
        PartitionMap.on(disk.clone()).oldApple(0, "TFS1", 40, count).disk(),
        PartitionMap.on(disk.clone())
            .mbr(0, 0xAF, 40, count)
            .mbr(1, 5, 2, 30)
            .bootRecord(2, 0, 7, 1, 3)
            .bootRecord(2, 1, 5, 4, 5)
            .bootRecord(6, 0, 0x0C, 1, 2)
            .disk());
  }

  static Stream<byte[]> udifs() {
    return Stream.concat(
        Stream.of(Stored.RAW, Stored.ADC, Stored.ZLIB, Stored.BZIP2, Stored.LZFSE, Stored.LZMA)
            .map(stored -> UdifImage.of(small()).as(stored).bytes()),
        Stream.of(
            UdifImage.of(small()).resourceFork().bytes(),
            Arrays.copyOf(UdifImage.of(small()).bytes(), UdifImage.of(small()).bytes().length + 9),
            UdifImage.of(small()).as(Stored.RAW).trailerInFront().bytes()));
  }

  /**
   * A disk of text and zeros in each format of virtual machines; VHDX takes 4 MiB, too much here.
   */
  static Stream<byte[]> virtualDisks() {
    return disks();
  }

  /** A disc of text and zeros in each packed format. */
  static Stream<byte[]> packedDiscs() {
    byte[] disc = Arrays.copyOf(TEXT, 8 << 10);
    byte[] mode1 = CdSectors.mode1(disc, 0);
    byte[] mode2 = CdSectors.mode2(disc, 0);
    return Stream.of(
        PackedDiscs.cso(disc, 2048),
        PackedDiscs.cso2(disc, 2048),
        PackedDiscs.cso("ZISO", disc, 1, 2048, 4),
        PackedDiscs.dax(disc),
        PackedDiscs.jso(disc, 2048),
        PackedDiscs.cloop(disc, 2048),
        PackedDiscs.isz(disc, 2048),
        PackedDiscs.isz(disc, 2048, "", 100).get(0),
        PackedDiscs.isz(disc, 2048, "secret", 0).get(0),
        new PackedDiscs.Ecm().mode1(mode1).mode2(mode2, false).literal(TEXT).bytes());
  }

  /** A package with two discs, the room between their tables and blocks left out. */
  static Stream<byte[]> pbps() {
    PbpContent disc = PbpContent.data(CdSectors.mode2(Arrays.copyOf(TEXT, 2048), 0));
    return Stream.of(PackedDiscs.pbp(List.of(disc)), PackedDiscs.pbp(List.of(disc, disc)))
        .map(Sectors::pack);
  }

  /** An image of one segment, and the first of several. */
  static Stream<byte[]> ewfs() {
    byte[] disk = Arrays.copyOf(TEXT, 16 << 10);
    return Stream.of(
        EwfImage.of(disk).build(), EwfImage.of(disk).segmentChunks(2).segments().get(0));
  }

  /** A volume by ntfs-3g, with files stored in every way. */
  static Stream<byte[]> ntfses() {
    return Stream.of(Resources.unpacked("ntfs/features.ntfs")).map(Sectors::pack);
  }

  private static Stream<byte[]> disks() {
    byte[] disk = Arrays.copyOf(TEXT, 64 << 10);
    return Stream.of(
        VirtualDisks.qcow2(disk, false),
        VirtualDisks.qcow2(disk, true, "disc.bin", "raw"),
        VirtualDisks.qcow1(disk, true),
        VirtualDisks.qed(disk),
        VirtualDisks.bochs(disk),
        VirtualDisks.vmdk(disk, false),
        VirtualDisks.vmdk(disk, true),
        "# Disk DescriptorFile\nCID=1\nRW 16 FLAT \"disc.bin\" 2\nRW 3 ZERO\n".getBytes(US_ASCII),
        VirtualDisks.vhdFixed(disk),
        VirtualDisks.vhdDynamic(disk),
        VirtualDisks.vdi(disk),
        VirtualDisks.parallels(disk));
  }

  private static byte[] small() {
    return Arrays.copyOf(TEXT, 8 * 512);
  }

  static Stream<byte[]> nrgs() {
    byte[] data = CdSectors.mode1(Arrays.copyOf(TEXT, 2048), 0);
    byte[] sound = CdSectors.sound(2, 1);
    return Stream.of(
        NrgImage.v2().dao(5, 2352, 0, data).dao(7, 2352, 2352, sound).daoSession(1).build(),
        NrgImage.v1().tao(0, 0, Arrays.copyOf(TEXT, 2048)).taoSession().build());
  }

  /** Discs and disks in all maps and in codecs that the test builder has. */
  static Stream<byte[]> chds() {
    byte[] disk = Arrays.copyOf(TEXT, 16 << 10);
    CompressedHunks image = CompressedHunks.of(disk, 1024, 512).metadata("GDDD", "BPS:512");
    byte[] sectors = CdSectors.mode1(Arrays.copyOf(TEXT, 2 * 2048), 0);
    byte[] sound = CdSectors.swapped(CdSectors.sound(2, 1));
    return Stream.of(
        image.version5("zlib"),
        image.version5("huff"),
        image.version5(),
        image.version4(),
        image.version3(),
        image.version1(),
        CompressedHunks.ofFrames(CompressedHunks.frames(sectors), CompressedHunks.frames(sound))
            .track(1, "MODE1_RAW", 2)
            .track(2, "AUDIO", 2)
            .version5("cdzl"));
  }

  static Stream<byte[]> gdis() {
    return cdText(
        "3\r\n1 0 4 2352 disc.bin 0\r\n2 2 0 2352 \"disc.bin\" 16\r\n3 45000 4 2048 disc.bin 0");
  }

  static Stream<byte[]> mdss() {
    return Stream.of(
        MdsImage.cd()
            .track(0xAA, 2352, 0, 0, 150, 2)
            .session()
            .track(0xA9, 2448, 11_402, 4704, 150, 1)
            .file("disc.bin", UTF_8)
            .build(),
        MdsImage.dvd()
            .track(2, 2048, 0, 0, 0, 3)
            .file("*.bin", UTF_16LE)
            .file("disc.bin", UTF_16LE)
            .build());
  }

  static Stream<byte[]> cdis() {
    byte[] sound = CdSectors.sound(2, 1);
    return Stream.of(CdiImage.v2(), CdiImage.v3(), CdiImage.v35())
        .map(
            image ->
                image
                    .disc("1234567890123", new byte[18])
                    .texts("DEA120000001", "Song")
                    .index2(1)
                    .track(0, 2, 0, 1, sound)
                    .session()
                    .track(1, 0, 11_402, 0, Arrays.copyOf(TEXT, 2048))
                    .build());
  }

  static Stream<byte[]> blindWrites() {
    return Stream.of(
        BlindWriteImage.cd()
            .disc("1234567890123", new byte[18])
            .block("disc.bin", 0, 2352, 0, 2)
            .track(2, 0, 0, 0, 1)
            .session()
            .track(1, 1, 0, 1, 1)
            .build(),
        BlindWriteImage.version4("disc.bin", "disc.sub", new int[] {1, 0}, 0, 1, 2));
  }

  static Stream<byte[]> oldDiscs() {
    byte[] data = Arrays.copyOf(TEXT, 2048);
    byte[] sound = CdSectors.sound(6, 1);
    return Stream.of(
        OldDiscImages.c2d(data, sound, new byte[18], false), OldDiscImages.cif(data, sound));
  }

  static Stream<byte[]> cues() {
    return cdText(
        """
        CATALOG 1234567890123
        CDTEXTFILE "t.cdt"
        TITLE "Album"
        FILE "disc.bin" BINARY
          TRACK 01 MODE1/2352
            INDEX 01 00:00:00
          TRACK 02 AUDIO
            FLAGS DCP PRE 4CH
            ISRC DEA120000001
            PREGAP 00:02:00
            INDEX 00 00:00:20
            INDEX 01 00:00:21
            POSTGAP 00:00:01
        """,
        """
        REM SESSION 01
        FILE disc.bin BINARY
        TRACK 1 MODE2/2336
        INDEX 1 0:0:0
        REM LEAD-OUT 00:00:10
        REM SESSION 02
        TRACK 2 CDG
        INDEX 1 0:0:10
        """);
  }

  private static Stream<byte[]> cdText(String... cdText) {
    return Arrays.stream(cdText).map(text -> text.getBytes(UTF_8));
  }

  static Stream<byte[]> tocs() {
    return cdText(
        """
        CD_ROM_XA
        CATALOG "1234567890123"
        CD_TEXT { LANGUAGE_MAP { 0: 9 } LANGUAGE 0 { TITLE "Album" SIZE_INFO { 1, 2, 3 } } }
        TRACK MODE1_RAW RW_RAW
        NO COPY
        DATAFILE "disc.bin" #0 00:00:10 // note
        ZERO MODE1_RAW 00:00:05
        TRACK AUDIO
        COPY
        PRE_EMPHASIS
        FOUR_CHANNEL_AUDIO
        ISRC "DEA120000001"
        PREGAP 00:02:00
        SILENCE 588
        START 00:00:01
        AUDIOFILE "disc.bin" SWAP #2352 0 00:00:05
        INDEX 00:00:02
        END
        """);
  }

  static Stream<byte[]> ccds() {
    String entry = "[Entry %d]\nSession=1\nPoint=0x%02x\nADR=0x01\nControl=0x%02x\nPLBA=%d\n";
    return Stream.of(
            "[CloneCD]\nVersion=3\n[Disc]\nTocEntries=3\nSessions=1\nDataTracksScrambled=0\n"
                + "CATALOG=1234567890123\n"
                + String.format(entry, 0, 0xA2, 0, 30)
                + String.format(entry, 1, 1, 4, 0)
                + String.format(entry, 2, 2, 0, 20)
                + "[TRACK 1]\nMODE=1\nINDEX 1=0\n[TRACK 2]\nMODE=0\nINDEX 0=19\nINDEX 1=20\n")
        .map(text -> text.getBytes(UTF_8));
  }

  static Stream<byte[]> lists() {
    return Stream.concat(Stream.of(HexFormat.of().parseHex(BINARY_LIST)), xmlLists());
  }

  private static Stream<byte[]> xmlLists() {
    return Stream.of(
            "<?xml version=\"1.0\"?><!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
                + " \"x.dtd\"><plist"
                + " version=\"1.0\"><dict><key>a&amp;b</key><array><integer>0x1F</integer>"
                + "<true/><data>AAEC</data><string>x&#65;</string></array></dict></plist>")
        .map(text -> text.getBytes(UTF_8));
  }
}
