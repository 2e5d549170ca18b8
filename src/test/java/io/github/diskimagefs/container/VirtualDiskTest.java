package io.github.diskimagefs.container;

import static io.github.diskimagefs.image.VirtualDisks.qcow2;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.PartResult;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.VerifyResult;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.VirtualDisks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Disks of virtual machines, with parents and extents beside them. */
class VirtualDiskTest {
  private static final byte[] DISK = disk("the text of the parent");
  private static final byte[] CHANGED = disk("the text of the child!");

  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());
  private final Path folder = host.getPath("/work");

  /** A volume with a file of repeated text, followed by free space. */
  private static byte[] disk(String text) {
    byte[] content = text.repeat(2000).getBytes(StandardCharsets.UTF_8);
    byte[] volume = HfsPlusImage.named("Disk").dir("docs").file("docs/text", content).bytes();
    return Arrays.copyOf(volume, (volume.length / 65536 + 3) * 65536);
  }

  @ParameterizedTest
  @MethodSource("images")
  void verifySaysThatTheDataHaveNoChecksum(String type, byte[] image) throws IOException {
    VerifyResult result = DiskImages.verify(write("disk.img", image), Map.of());
    assertThat(type, result.status(), is(VerifyStatus.NOT_CHECKED));
    PartResult last = result.parts().get(result.parts().size() - 1);
    assertThat(last.part(), is("data"));
    assertThat(last.status(), is(VerifyStatus.NOT_CHECKED));
  }

  static Stream<Arguments> images() {
    return Stream.of(
        Arguments.of("QCOW2", qcow2(DISK, false)),
        Arguments.of("QCOW2", qcow2(DISK, true)),
        Arguments.of("QCOW", VirtualDisks.qcow1(DISK, false)),
        Arguments.of("QCOW", VirtualDisks.qcow1(DISK, true)),
        Arguments.of("QED", VirtualDisks.qed(DISK)),
        Arguments.of("Bochs", VirtualDisks.bochs(DISK)),
        Arguments.of("VMDK", VirtualDisks.vmdk(DISK, false)),
        Arguments.of("VMDK", VirtualDisks.vmdk(DISK, true)),
        Arguments.of("VHD", VirtualDisks.vhdFixed(DISK)),
        Arguments.of("VHD", VirtualDisks.vhdDynamic(DISK)),
        Arguments.of("VHDX", VirtualDisks.vhdx(DISK)),
        Arguments.of("VDI", VirtualDisks.vdi(DISK)),
        Arguments.of("Parallels", VirtualDisks.parallels(DISK)));
  }

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private Path write(String name, byte[] image) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    return Files.write(folder.resolve(name), image);
  }

  private static String text(Path image) throws IOException {
    try (FileSystem fs = DiskImages.open(image, Map.of())) {
      return Files.readString(fs.getPath("/docs/text"));
    }
  }

  private static String expected(byte[] disk) {
    return (disk == DISK ? "the text of the parent" : "the text of the child!").repeat(2000);
  }

  private static String error(Path image) {
    return assertThrows(MalformedImageException.class, () -> text(image)).getMessage();
  }

  @MethodSource("images")
  @ParameterizedTest(name = "{0} {index}")
  void everyFormatShowsItsDisk(String type, byte[] image) throws IOException {
    Path file = write("disk", image);
    assertThat(text(file), equalTo(expected(DISK)));
    assertThat(DiskImages.describe(file, Map.of()).format(), is(type));
  }

  @MethodSource("images")
  @ParameterizedTest(name = "{0} {index}")
  void anImageThatIsCutFailsOrShowsWhatItHas(String type, byte[] image) throws IOException {
    for (int length : new int[] {0, 16, 300, 513, 4097, image.length / 2, image.length - 700}) {
      Path file = write("cut", Arrays.copyOf(image, Math.min(length, image.length)));
      try {
        assertThat(text(file), equalTo(expected(DISK)));
      } catch (IOException e) {
        assertThat(e.getMessage(), not(equalTo("")));
      }
    }
  }

  @Test
  void aBackingFileShowsTheClustersThatAreNotAllocated() throws IOException {
    write("base.raw", DISK);
    Path overlay = write("top.qcow2", qcow2(new byte[DISK.length], false, "base.raw", "raw"));
    assertThat(text(overlay), equalTo(expected(DISK)));
  }

  @Test
  void backingFilesAreFoundBesideTheImageThatNamesThem() throws IOException {
    write("old/base.vdi", VirtualDisks.vdi(DISK));
    byte[] empty = new byte[DISK.length];
    write("old/mid.qcow2", qcow2(empty, false, "./base.vdi", ""));
    Path top = write("top.qcow2", qcow2(empty, true, "old/mid.qcow2", "qcow2"));
    assertThat(text(top), equalTo(expected(DISK)));
  }

  @Test
  void aBackingFileOutsideTheFolderIsRefused() throws IOException {
    Files.createDirectories(folder);
    Files.write(host.getPath("/base.raw"), DISK);
    byte[] empty = new byte[DISK.length];
    for (String name :
        new String[] {
          "../base.raw", "/base.raw", "file:/base.raw", "a/../../base.raw", "json:{}"
        }) {
      assertThat(error(write("top", qcow2(empty, false, name, "raw"))), containsString(name));
    }
    assertThat(
        error(write("top", qcow2(empty, false, "gone.raw", "raw"))), containsString("gone.raw"));
  }

  @Test
  void imagesThatNameEachOtherAreRefused() throws IOException {
    byte[] empty = new byte[DISK.length];
    write("b.qcow2", qcow2(empty, false, "a.qcow2", "qcow2"));
    Path first = write("a.qcow2", qcow2(empty, false, "b.qcow2", "qcow2"));
    assertThat(error(first), containsString("refers to itself"));
    Path self = write("self.qcow2", qcow2(empty, false, "./self.qcow2", "qcow2"));
    assertThat(error(self), containsString("refers to itself"));
  }

  /** Every other sector of the child, and the parent with the rest. */
  private static byte[] mixed(byte[] child, byte[] parent, IntPredicate sectors) {
    byte[] disk = parent.clone();
    for (int i = 0; i < disk.length / 512; i++) {
      if (sectors.test(i)) {
        System.arraycopy(child, i * 512, disk, i * 512, 512);
      }
    }
    return disk;
  }

  private static String textOf(byte[] disk) throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      return text(Files.write(memory.getPath("/disk.img"), disk));
    }
  }

  @Test
  void aDifferencingVhdObeysItsSectorBitmap() throws IOException {
    write("base.vhd", VirtualDisks.vhdDynamic(DISK));
    IntPredicate sectors = i -> i % 3 != 0;
    Path child = write("child.vhd", VirtualDisks.vhdDifferencing(CHANGED, "base.vhd", sectors));
    assertThat(text(child), equalTo(textOf(mixed(CHANGED, DISK, sectors))));
    Files.delete(folder.resolve("base.vhd"));
    assertThat(error(child), containsString("base.vhd"));
  }

  @Test
  void aParentOfAnotherIdentifierIsRefused() throws IOException {
    write("base.vhd", VirtualDisks.vhdFixed(DISK));
    Path child = write("child.vhd", VirtualDisks.vhdDifferencing(CHANGED, "base.vhd", i -> false));
    assertThat(error(child), containsString("identifier"));
  }

  @Test
  void aDifferencingVhdxObeysItsSectorBitmap() throws IOException {
    write("base.vhdx", VirtualDisks.vhdx(DISK));
    IntPredicate sectors = i -> i % 2 == 0;
    Path child = write("child.vhdx", VirtualDisks.vhdx(CHANGED, "base.vhdx", sectors));
    assertThat(text(child), equalTo(textOf(mixed(CHANGED, DISK, sectors))));
  }

  @Test
  void aDifferencingVdiFindsItsParentByItsIdentifier() throws IOException {
    Path child = write("child.vdi", VirtualDisks.vdi(new byte[DISK.length], true));
    assertThat(error(child), containsString(VirtualDisks.ID.toString()));
    write("some other name.VDI", VirtualDisks.vdi(DISK));
    assertThat(text(child), equalTo(expected(DISK)));
  }

  @Test
  void aNeighbourOfAnotherVersionIsNoParent() throws IOException {
    Path child = write("child.vdi", VirtualDisks.vdi(new byte[DISK.length], true));
    byte[] old = VirtualDisks.vdi(DISK);
    old[0x46] = 0; // the major version
    write("a.vdi", old);
    write("b.vdi", VirtualDisks.vdi(DISK));
    assertThat(text(child), equalTo(expected(DISK)));
  }

  @Test
  void aDeltaVmdkShowsItsParent() throws IOException {
    write("parent.vmdk", VirtualDisks.vmdk(DISK, false));
    String lines = "parentCID=12345678\nparentFileNameHint=\"parent.vmdk\"\n";
    byte[] empty = new byte[DISK.length];
    assertThat(
        text(write("child.vmdk", VirtualDisks.vmdk(empty, false, lines))), equalTo(expected(DISK)));
    byte[] parent = Files.readAllBytes(folder.resolve("parent.vmdk"));
    String text =
        new String(parent, StandardCharsets.ISO_8859_1).replace("CID=12345678", "CID=00345678");
    write("parent.vmdk", text.getBytes(StandardCharsets.ISO_8859_1));
    String shorter = lines.replace("12345678", "345678"); // as qemu writes it
    assertThat(
        text(write("child2.vmdk", VirtualDisks.vmdk(empty, false, shorter))),
        equalTo(expected(DISK)));
    byte[] stale = VirtualDisks.vmdk(empty, false, lines.replace("123", "321"));
    assertThat(error(write("stale.vmdk", stale)), containsString("content identifier"));
  }

  /** qemu-img reads the same of such images. */
  @Test
  void anSeSparseExtentShowsItsParentWhereItHasNoGrain() throws IOException {
    byte[] changed = CHANGED.clone();
    Arrays.fill(changed, changed.length - 65536, changed.length, (byte) 1);
    write("parent.vmdk", VirtualDisks.vmdk(changed, false));
    write("child-sesparse.vmdk", VirtualDisks.seSparse(DISK, changed));
    String descriptor =
        "# Disk DescriptorFile\nversion=3\nCID=fffffffe\nparentCID=12345678\n"
            + "createType=\"seSparse\"\nparentFileNameHint=\"parent.vmdk\"\n"
            + ("RW " + DISK.length / 512 + " SESPARSE \"child-sesparse.vmdk\"\n");
    Path image = write("child.vmdk", descriptor.getBytes(StandardCharsets.UTF_8));
    assertThat(text(image), equalTo(expected(DISK)));
    try (FileSystem fs = DiskImages.open(image, Map.of("view", "raw"))) {
      assertThat(Files.readAllBytes(fs.getPath("/disk.img")), equalTo(DISK));
    }
    byte[] extent = Files.readAllBytes(folder.resolve("child-sesparse.vmdk"));
    extent[512 + 24] = 1;
    write("child-sesparse.vmdk", extent);
    Exception e = assertThrows(UnsupportedImageException.class, () -> text(image));
    assertThat(e.getMessage(), containsString("journal"));
  }

  @Test
  void theExtentsOfADescriptorAreJoined() throws IOException {
    int half = DISK.length / 2 / 512 * 512;
    write("first half.bin", Arrays.copyOf(DISK, half));
    write("s2.vmdk", VirtualDisks.vmdk(Arrays.copyOfRange(DISK, half, DISK.length), true));
    String descriptor =
        "# Disk DescriptorFile\r\nversion=1\r\nCID=fffffffe\r\nparentCID=ffffffff\r\n\r\n"
            + ("RW " + half / 512 + " FLAT \"first half.bin\" 0\r\n")
            + ("RW " + (DISK.length - half) / 512 + " SPARSE \"s2.vmdk\"\r\n")
            + "RDONLY 100 ZERO\r\n";
    Path image = write("disk.vmdk", descriptor.getBytes(StandardCharsets.UTF_8));
    assertThat(text(image), equalTo(expected(DISK)));
  }
}
