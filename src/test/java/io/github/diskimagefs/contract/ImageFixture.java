package io.github.diskimagefs.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.ApfsImage;
import io.github.diskimagefs.image.ApfsVolumeImage;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.CdiImage;
import io.github.diskimagefs.image.CompressedHunks;
import io.github.diskimagefs.image.DiskCopyImage;
import io.github.diskimagefs.image.EncryptedImage;
import io.github.diskimagefs.image.EwfImage;
import io.github.diskimagefs.image.ExfatImage;
import io.github.diskimagefs.image.ExtImages;
import io.github.diskimagefs.image.FatImage;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.MacFile;
import io.github.diskimagefs.image.MdsImage;
import io.github.diskimagefs.image.NdifImage;
import io.github.diskimagefs.image.NrgImage;
import io.github.diskimagefs.image.PackedDiscs;
import io.github.diskimagefs.image.PartitionMap;
import io.github.diskimagefs.image.Resources;
import io.github.diskimagefs.image.SimgImage;
import io.github.diskimagefs.image.SparseDisk;
import io.github.diskimagefs.image.TwoImgImage;
import io.github.diskimagefs.image.UdifImage;
import io.github.diskimagefs.image.VirtualDisks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The {@link SampleTree} in an image of a container and a volume format.
 *
 * @param name the image file's name
 * @param files contents of the image file and its sibling files, by name
 * @param env options to open it with
 */
record ImageFixture(String name, Map<String, byte[]> files, Map<String, ?> env, boolean posix)
    implements Fixture {
  private static final int PARTITION_SECTOR = 64;

  static List<Fixture> all() {
    try {
      List<Fixture> all = new ArrayList<>();
      all.addAll(discs());
      all.addAll(disks());
      all.add(single("contract.ntfs", Resources.unpacked("ntfs/contract.ntfs"), Map.of(), false));
      all.addAll(fats());
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Fixture> discs() throws IOException {
    byte[] iso = iso(IsoImage.named("CONTRACT"), true);
    byte[] joliet = iso(IsoImage.named("CONTRACT").withoutRockRidge(), false);
    byte[] raw = CdSectors.mode1(iso, 0);
    String sheet = "FILE \"d.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n";
    return List.of(
        single("rockridge.iso", iso, Map.of("view", "rockridge"), true),
        single("joliet.iso", joliet, Map.of("view", "joliet"), false),
        single("raw.bin", raw, Map.of(), true),
        single("packed.cso", PackedDiscs.cso(iso, 2048), Map.of(), true),
        single("packed.isz", PackedDiscs.isz(iso, 4096), Map.of(), true),
        single("raw.bin.ecm", new PackedDiscs.Ecm().mode1(raw).bytes(), Map.of(), true),
        single(
            "EBOOT.PBP",
            PackedDiscs.pbp(List.of(PackedDiscs.PbpContent.data(CdSectors.mode2(iso, 0)))),
            Map.of(),
            true),
        single(
            "disc.chd",
            CompressedHunks.ofFrames(CompressedHunks.frames(raw))
                .track(1, "MODE1_RAW", raw.length / 2352)
                .version5("cdzl"),
            Map.of(),
            true),
        single(
            "dvd.chd",
            CompressedHunks.of(iso, 4096, 2048).metadata("DVD ", new byte[1]).version5("zlib"),
            Map.of(),
            true),
        single(
            "cooked.nrg", NrgImage.v2().dao(0, 2048, 0, iso).daoSession(1).build(), Map.of(), true),
        new ImageFixture(
            "sheet.cue", Map.of("sheet.cue", sheet.getBytes(UTF_8), "d.bin", raw), Map.of(), true),
        new ImageFixture(
            "disc.gdi",
            Map.of("disc.gdi", "1\n1 0 4 2352 track01.bin 0\n".getBytes(UTF_8), "track01.bin", raw),
            Map.of(),
            true),
        new ImageFixture(
            "alcohol.mds",
            Map.of(
                "alcohol.mds",
                MdsImage.cd().track(0xAA, 2448, 0, 0, 150, iso.length / 2048).build(),
                "alcohol.mdf",
                CdSectors.withSubChannel(raw)),
            Map.of(),
            true),
        single("juggler.cdi", CdiImage.v35().track(1, 2, 0, 150, raw).build(), Map.of(), true));
  }

  private static List<Fixture> disks() throws IOException {
    byte[] volume = hfsPlus();
    byte[] disk = new byte[volume.length + 2 * PARTITION_SECTOR * 512];
    System.arraycopy(volume, 0, disk, PARTITION_SECTOR * 512, volume.length);
    int sectors = volume.length / 512;
    byte[] encrypted = EncryptedImage.of(volume).password("secret").bytes();
    List<Fixture> all = new ArrayList<>();
    all.add(single("hfsplus.dmg", volume, Map.of(), true));
    all.add(single("ext4.img", ExtImages.contract(), Map.of(), true));
    all.add(single("erofs.img", Resources.unpacked("erofs/contract.erofs"), Map.of(), true));
    all.add(single("cramfs.img", Resources.unpacked("cramfs/contract.cramfs"), Map.of(), true));
    all.add(single("romfs.img", Resources.unpacked("romfs/contract.romfs"), Map.of(), true));
    byte[] squashfs = Resources.unpacked("squashfs/contract.squashfs");
    all.add(single("contract.squashfs", squashfs, Map.of(), true));
    all.add(single("apfs.dmg", apfs(ApfsImage.named("Contract")), Map.of(), true));
    all.add(
        single(
            "apfs-encrypted.dmg",
            apfs(ApfsImage.named("Contract").ignoringCase().password("other", "secret")),
            Map.of("password", "secret"),
            true));
    for (UdifImage.Stored stored :
        List.of(UdifImage.Stored.RAW, UdifImage.Stored.ZLIB, UdifImage.Stored.BZIP2)) {
      all.add(single(stored + ".dmg", UdifImage.of(volume).as(stored).bytes(), Map.of(), true));
    }
    all.add(single("encrypted.dmg", encrypted, Map.of("password", "secret"), true));
    all.add(single("floppy.img", DiskCopyImage.of(volume, false), Map.of(), true));
    all.addAll(apple(volume));
    all.add(single("android.img", new SimgImage(512).raw(volume).hole(8).build(), Map.of(), true));
    all.add(single("live.cloop", PackedDiscs.cloop(volume, 8192), Map.of(), true));
    all.add(single("hfsplus.dmg.gz", gzip(volume), Map.of(), true));
    all.add(single("plain.qcow2", VirtualDisks.qcow2(volume, false), Map.of(), true));
    all.add(single("packed.qcow2", VirtualDisks.qcow2(volume, true), Map.of(), true));
    all.add(single("stream.vmdk", VirtualDisks.vmdk(volume, true), Map.of(), true));
    all.add(single("case.E01", EwfImage.of(volume).build(), Map.of(), true));
    all.add(single("growing.img", VirtualDisks.bochs(volume), Map.of(), true));
    all.add(single("dynamic.vhd", VirtualDisks.vhdDynamic(volume), Map.of(), true));
    all.add(single("disk.vhdx", VirtualDisks.vhdx(volume), Map.of(), true));
    all.add(single("disk.chd", CompressedHunks.of(volume, 4096, 512).version4(), Map.of(), true));
    all.add(single("disk.vdi", VirtualDisks.vdi(volume), Map.of(), true));
    all.add(
        single(
            "gpt.img",
            PartitionMap.on(disk.clone())
                .guid(512, "v", PARTITION_SECTOR, PARTITION_SECTOR + sectors - 1)
                .disk(),
            Map.of(),
            true));
    all.add(
        single(
            "mbr.img",
            PartitionMap.on(disk.clone()).mbr(0, 0xAF, PARTITION_SECTOR, sectors).disk(),
            Map.of(),
            true));
    return all;
  }

  private static List<Fixture> fats() {
    List<Fixture> all = new ArrayList<>();
    for (int bits : new int[] {12, 16, 32}) {
      FatImage image = FatImage.of(bits).scattered();
      SampleTree.describe(image::dir, image::file, (path, target) -> {});
      all.add(single("fat" + bits + ".img", image.bytes(), Map.of(), false));
    }
    ExfatImage image = ExfatImage.named("Contract");
    SampleTree.describe(image::dir, image::file, (path, target) -> {});
    all.add(single("exfat.img", image.bytes(), Map.of(), false));
    return all;
  }

  private static List<Fixture> apple(byte[] volume) throws IOException {
    String bundle = "disk.sparsebundle";
    Map<String, byte[]> bands = new HashMap<>();
    SparseDisk.of(volume).bundle().forEach((name, bytes) -> bands.put(bundle + '/' + name, bytes));
    MacFile ndif = NdifImage.of(volume).types(0x83, 2).file("ndif.img");
    return List.of(
        single("contract.hfs", hfs(), Map.of(), false),
        single("disk.sparseimage", SparseDisk.of(volume).image(), Map.of(), true),
        new ImageFixture(bundle, bands, Map.of(), true),
        single("ndif.img.bin", ndif.macBinary(2), Map.of(), true),
        single("disk.2mg", TwoImgImage.of(volume), Map.of(), true));
  }

  /**
   * Returns a volume that hfsutils made, with {@code m} for {@code iconv -f UTF-8 -t MACINTOSH}.
   *
   * <pre>
   * truncate -s 800K contract.hfs; hformat -l Contract contract.hfs
   * for d in empty docs docs/deep docs/deep/er docs/deep/er/still straße; do
   *   hmkdir ":$(echo $d | tr / : | m)"; done
   * f() { printf %s "$2" >t; touch -d @1700000000 t; hcopy -r t ":$(echo "$1" | tr / : | m)"; }
   * f hello.txt Hello; f nothing ''; … # and the other files of the sample tree
   * humount; sed -i 's/????UNIX/\\x0\\x0\\x0\\x0\\x0\\x0\\x0\\x0/' contract.hfs # no Finder information
   * gzip -9n contract.hfs
   * </pre>
   */
  private static byte[] gzip(byte[] image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(image);
    }
    return out.toByteArray();
  }

  private static byte[] hfs() throws IOException {
    try (InputStream in = ImageFixture.class.getResourceAsStream("contract.hfs.gz");
        GZIPInputStream unpacked = new GZIPInputStream(in)) {
      return unpacked.readAllBytes();
    }
  }

  private static ImageFixture single(String name, byte[] image, Map<String, ?> env, boolean posix) {
    return new ImageFixture(name, Map.of(name, image), env, posix);
  }

  private static byte[] iso(IsoImage image, boolean links) throws IOException {
    SampleTree.describe(
        image::dir,
        image::file,
        (path, target) -> {
          if (links) {
            image.symlink(path, target);
          }
        });
    return image.build();
  }

  private static byte[] hfsPlus() throws IOException {
    HfsPlusImage image = HfsPlusImage.named("Contract");
    Set<String> folders = new HashSet<>();
    SampleTree.describe(
        path -> folder(image, folders, path),
        (path, content) -> {
          folder(image, folders, parent(path));
          image.file(path, content);
        },
        (path, target) -> {
          folder(image, folders, parent(path));
          image.link(path, target);
        });
    return image.bytes();
  }

  private static byte[] apfs(ApfsVolumeImage image) {
    SampleTree.describe(
        path -> image.dir(path.substring(1)),
        (path, content) -> image.file(path.substring(1), content),
        (path, target) -> image.link(path.substring(1), target));
    return image.bytes();
  }

  /** Adds a folder after those above it, which the builder does not add by itself. */
  private static void folder(HfsPlusImage image, Set<String> made, String path) {
    if (!path.isEmpty() && made.add(path)) {
      folder(image, made, parent(path));
      image.dir(path);
    }
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** Returns whether the volume has DOS attributes. */
  @Override
  public boolean dos() {
    return name.startsWith("fat") || name.startsWith("exfat") || name.endsWith("ntfs");
  }

  @Override
  public FileSystem open() throws IOException {
    FileSystem host = Jimfs.newFileSystem(Configuration.unix());
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = host.getPath("/" + file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return DiskImages.open(host.getPath("/" + name), env);
  }

  @Override
  public String toString() {
    return name;
  }
}
