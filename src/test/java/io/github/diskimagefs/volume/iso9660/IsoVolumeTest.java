package io.github.diskimagefs.volume.iso9660;

import static io.github.diskimagefs.volume.VolumeReads.names;
import static io.github.diskimagefs.volume.VolumeReads.text;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IsoVolumeTest {
  private static final int DESCRIPTOR = 32768;
  private static final int ROOT = DESCRIPTOR + 156;

  private final byte[] image =
      IsoImage.named("DEMO")
          .file("/docs/Read me.txt", "hello")
          .hardLink("/docs/again", "/docs/Read me.txt")
          .symlink("/link", "docs/Read me.txt")
          .permissions("/docs/Read me.txt", 0640)
          .owner("/docs/Read me.txt", 1000, 70000)
          .build();

  @Test
  void viewsAreWhatTheDescriptorsTell() throws IOException {
    assertThat(
        views(image).stream().map(VolumeView::name).toList(),
        containsInAnyOrder("rockridge", "joliet", "iso9660"));
    assertThat(views(new byte[100_000]), is(List.of()));
  }

  @Test
  void rockRidgeHasNamesModesAndLinks() throws IOException {
    Volume volume = open(image, "rockridge");
    Node docs = volume.child(volume.root(), "docs");
    Node file = volume.child(docs, "Read me.txt");

    assertThat(names(volume, volume.root()), containsInAnyOrder("docs", "link"));
    assertThat(text(volume.open(file)), is("hello"));
    assertThat(file.unix().mode(), is(0100640));
    assertThat(file.unix().gid(), is(70000L));
    assertThat(file.unix().nlink(), is(2));
    assertThat(file.modified(), is(FileTime.from(IsoImage.TIME)));
    assertThat(file.key(), is(volume.child(docs, "again").key()));
    Node link = volume.child(volume.root(), "link");
    assertThat(link.kind(), is(Node.Kind.SYMBOLIC_LINK));
    assertThat(volume.target(link), is("docs/Read me.txt"));
    assertThat(link.size(), is(16L));
  }

  @Test
  void onlyRockRidgeTellsCaseApart() throws IOException {
    for (String view : List.of("rockridge", "joliet", "iso9660")) {
      Volume volume = open(image, view);
      Node found = volume.child(volume.root(), "DoCs");
      assertThat(view, found == null, is(view.equals("rockridge")));
    }
  }

  @Test
  void theLabelIsTrimmed() throws IOException {
    assertThat(open(image, "rockridge").label(), is("DEMO"));
    assertThat(open(image, "joliet").label(), is("DEMO"));
  }

  @Test
  void thePathTableFindsARootThatItsRecordDoesNot() throws IOException {
    for (int bad : new int[] {0, 5}) {
      byte[] broken = image.clone();
      putBoth(broken, ROOT + 2, bad);
      Volume volume = open(broken, "iso9660");
      assertThat(names(volume, volume.root()).contains("DOCS"), is(true));
    }
  }

  @Test
  void aRootPastTheEndMeansThatTheImageIsCut() {
    byte[] broken = image.clone();
    putBoth(broken, ROOT + 2, 1 << 30);
    Arrays.fill(broken, DESCRIPTOR + 2048, DESCRIPTOR + 4096, (byte) 0);
    assertThrows(MalformedImageException.class, () -> views(broken));
  }

  @Test
  void thePathTableFindsADirectoryThatItsRecordDoesNot() throws IOException {
    byte[] broken = image.clone();
    int record = find(broken, "DOCS", rootOf(broken)) - 33;
    putBoth(broken, record + 2, 17);
    Volume volume = open(broken, "iso9660");
    Node docs = volume.child(volume.root(), "DOCS");
    assertThat(names(volume, docs).size(), is(2));
  }

  @Test
  void aZeroPathTableIsNotNeeded() throws IOException {
    byte[] broken = image.clone();
    Arrays.fill(broken, DESCRIPTOR + 132, DESCRIPTOR + 156, (byte) 0);
    Volume volume = open(broken, "iso9660");
    assertThat(names(volume, volume.root()).contains("DOCS"), is(true));
  }

  @Test
  void withoutAnyRootTheImageIsBroken() {
    byte[] broken = image.clone();
    Arrays.fill(broken, DESCRIPTOR + 132, DESCRIPTOR + 190, (byte) 0);
    Arrays.fill(broken, DESCRIPTOR + 2048, DESCRIPTOR + 4096, (byte) 0);
    MalformedImageException e = assertThrows(MalformedImageException.class, () -> views(broken));
    assertThat(e.getMessage(), containsString("at byte"));
  }

  @Test
  void bigEndianHalvesMayBeGarbage() throws IOException {
    byte[] broken = image.clone();
    Arrays.fill(broken, ROOT + 6, ROOT + 10, (byte) 0x77);
    assertThat(names(open(broken, "iso9660")).isEmpty(), is(false));
  }

  @Test
  void littleEndianHalvesMayBeGarbageWhereTheOthersFit() throws IOException {
    byte[] broken = image.clone();
    Arrays.fill(broken, ROOT + 2, ROOT + 6, (byte) 0x77);
    Arrays.fill(broken, DESCRIPTOR + 132, DESCRIPTOR + 156, (byte) 0);
    assertThat(names(open(broken, "iso9660")).isEmpty(), is(false));
  }

  @Test
  void aDirectoryMayLackItsFirstTwoRecords() throws IOException {
    byte[] broken = image.clone();
    int docs = getLittle(broken, find(broken, "DOCS", rootOf(broken)) - 31) * 2048;
    int entries = docs + broken[docs];
    entries += broken[entries];
    System.arraycopy(broken, entries, broken, docs, docs + 2048 - entries);
    Arrays.fill(broken, DESCRIPTOR + 132, DESCRIPTOR + 156, (byte) 0);
    Volume volume = open(broken, "iso9660");
    assertThat(names(volume, volume.child(volume.root(), "DOCS")).size(), is(2));
  }

  @Test
  void whereRecordAndModeContradictEachOtherTheExtentDecides() throws IOException {
    byte[] broken = image.clone();
    broken[find(broken, "DOCS", rootOf(broken)) - 33 + 25] &= ~2;
    Volume volume = open(broken, "rockridge");
    Node docs = volume.child(volume.root(), "docs");
    assertThat(docs.kind(), is(Node.Kind.DIRECTORY));
    assertThat(names(volume, docs).size(), is(2));

    byte[] file = IsoImage.named("X").file("/f", "text").build();
    file[find(file, "F.;1", rootOf(file)) - 33 + 25] |= 2;
    Volume other = open(file, "rockridge");
    assertThat(other.child(other.root(), "f").kind(), is(Node.Kind.FILE));
  }

  @Test
  void recognitionOfUdfMayComeFirst() throws IOException {
    byte[] bridge = new byte[image.length];
    System.arraycopy(image, 0, bridge, 0, image.length);
    int terminator = DESCRIPTOR + 2 * 2048;
    System.arraycopy(image, DESCRIPTOR, bridge, terminator, 2048);
    byte[] begin = "\0BEA01\1".getBytes(StandardCharsets.ISO_8859_1);
    Arrays.fill(bridge, DESCRIPTOR, terminator, (byte) 0);
    System.arraycopy(begin, 0, bridge, DESCRIPTOR, begin.length);
    System.arraycopy(begin, 0, bridge, DESCRIPTOR + 2048, begin.length);
    assertThat(names(open(bridge, "rockridge")), containsInAnyOrder("docs", "link"));
  }

  @Test
  void aBrokenSupplementaryDescriptorSpoilsNothing() throws IOException {
    byte[] broken = image.clone();
    Arrays.fill(broken, DESCRIPTOR + 2048 + 128, DESCRIPTOR + 2048 + 132, (byte) 0);
    assertThat(
        views(broken).stream().map(VolumeView::name).toList(),
        containsInAnyOrder("rockridge", "iso9660"));
  }

  /** How a primary volume descriptor may be damaged. */
  private static List<byte[]> damaged(byte[] image) {
    byte[] zeros = image.clone();
    Arrays.fill(zeros, DESCRIPTOR, DESCRIPTOR + 2048, (byte) 0);
    byte[] blockSize = image.clone();
    Arrays.fill(blockSize, DESCRIPTOR + 128, DESCRIPTOR + 132, (byte) 0);
    byte[] outside = image.clone();
    putBoth(outside, ROOT + 2, 1 << 30);
    return List.of(zeros, blockSize, outside);
  }

  @Test
  void aCopyOfThePrimaryDescriptorDoesWhereTheFirstIsDamaged() throws IOException {
    byte[] twice = image.clone();
    System.arraycopy(twice, DESCRIPTOR, twice, DESCRIPTOR + 2048, 2048);
    for (byte[] broken : damaged(twice)) {
      assertThat(names(open(broken, "rockridge")), containsInAnyOrder("docs", "link"));
    }
  }

  @Test
  void jolietDoesWhereThePrimaryDescriptorIsDamaged() throws IOException {
    for (byte[] broken : damaged(image)) {
      assertThat(views(broken).stream().map(VolumeView::name).toList(), contains("joliet"));
      assertThat(names(open(broken, "joliet")), contains("docs"));
    }
  }

  @Test
  void theRootMayLackItsFirstTwoRecords() throws IOException {
    byte[] broken = image.clone();
    int root = rootOf(broken);
    int entries = root + (broken[root] & 0xFF);
    entries += broken[entries] & 0xFF;
    System.arraycopy(broken, entries, broken, root, root + 2048 - entries);
    assertThat(names(open(broken, "rockridge")), containsInAnyOrder("docs", "link"));
    assertThat(open(broken, "rockridge").root().unix().mode(), is(0040555));
    assertThat(open(broken, "iso9660").root().modified(), is(FileTime.from(IsoImage.TIME)));
  }

  @Test
  void theFirstRecordOfTheRootMayLie() throws IOException {
    int root = rootOf(image);
    byte[] nameless = image.clone();
    nameless[root + 32] = 0;
    byte[] place = image.clone();
    putBoth(place, root + 2, 1 << 30);
    putBoth(place, root + 10, 0);
    byte[] name = image.clone();
    name[root + 33] = 1;
    for (byte[] broken : List.of(nameless, place, name)) {
      assertThat(names(open(broken, "iso9660")).contains("DOCS"), is(true));
    }
  }

  @Test
  void extendedAttributeRecordsThatAreNotThereAreNotSkipped() throws IOException {
    byte[] broken = image.clone();
    int docs = find(broken, "DOCS", rootOf(broken)) - 33;
    broken[ROOT + 1] = 99;
    broken[docs + 1] = 77;
    Volume volume = open(broken, "rockridge");
    Node file = volume.child(volume.child(volume.root(), "docs"), "Read me.txt");
    assertThat(text(volume.open(file)), is("hello"));

    byte[] plain = IsoImage.named("X").file("/f", "text").withoutJoliet().build();
    plain[find(plain, "F.;1", rootOf(plain)) - 32] = 99;
    Volume other = open(plain, "iso9660");
    assertThat(text(other.open(other.child(other.root(), "F"))), is("text"));
  }

  @Test
  void theOtherHalfDoesWhereADirectorySizeIsNoDirectorys() throws IOException {
    byte[] broken = image.clone();
    broken[ROOT + 11] ^= (byte) 0xFF;
    broken[find(broken, "DOCS", rootOf(broken)) - 33 + 10] ^= (byte) 0xFF;
    Volume volume = open(broken, "rockridge");
    assertThat(names(volume), containsInAnyOrder("docs", "link"));
    assertThat(names(volume, volume.child(volume.root(), "docs")).size(), is(2));
    assertThat(volume.child(volume.root(), "docs").size(), is(2048L));
  }

  @Test
  void bytesToSkipAreNotBelievedWhereTheNextRecordHasNone() throws IOException {
    byte[] broken = image.clone();
    broken[find(broken, "SP\7\1\u00be\u00ef", rootOf(broken)) + 6] = 99;
    assertThat(names(open(broken, "rockridge")), containsInAnyOrder("docs", "link"));
  }

  @Test
  void whatIsNoDirectoryIsNotTakenForOne() {
    byte[] broken = image.clone();
    int root = rootOf(broken);
    Arrays.fill(broken, root, root + 2048, (byte) 'a');
    Arrays.fill(broken, DESCRIPTOR + 2048, DESCRIPTOR + 4096, (byte) 0);
    assertThrows(MalformedImageException.class, () -> views(broken));
  }

  @Test
  void aDirectorySizeNeedNotBeAMultipleOfTheBlock() throws IOException {
    byte[] odd = image.clone();
    putBoth(odd, ROOT + 10, 100);
    assertThat(names(open(odd, "iso9660")), is(names(open(image, "iso9660"))));
  }

  @Test
  void zerosBetweenRecordsArePassedOver() throws IOException {
    byte[] odd = image.clone();
    int at = find(odd, "DOCS", rootOf(odd)) - 33;
    System.arraycopy(odd, at, odd, at + 6, 1024);
    Arrays.fill(odd, at, at + 6, (byte) 0);
    assertThat(names(open(odd, "iso9660")), is(names(open(image, "iso9660"))));
  }

  @Test
  void aCutImageListsWhatItHas() throws IOException {
    byte[] cut = Arrays.copyOf(image, image.length - 2048);
    Volume volume = open(cut, "rockridge");
    Node file = volume.child(volume.child(volume.root(), "docs"), "Read me.txt");
    ByteSource content = volume.open(file);
    assertThat(content.size(), is(5L));
    assertThrows(IOException.class, () -> text(content));
  }

  @Test
  void aNameMarkedAsTheDirectoryItselfIsAName() throws IOException {
    byte[] marked = IsoImage.named("X").file("/lower", "1").withoutJoliet().build();
    marked[find(marked, "NM", rootOf(marked)) + 4] = 2;
    Volume volume = open(marked, "rockridge");
    assertThat(names(volume, volume.root()), contains("lower"));
  }

  @Test
  void sameNamesStayDistinct() throws IOException {
    byte[] twice = IsoImage.named("X").file("/b", "1").file("/c", "2").withoutJoliet().build();
    for (int at = find(twice, "NM", rootOf(twice)); at > 0; at = find(twice, "NM", at + 1)) {
      twice[at + 5] = 'b';
    }
    Volume volume = open(twice, "rockridge");
    List<String> names = names(volume, volume.root());
    assertThat(names, containsInAnyOrder("b", "b~2"));
    assertThat(text(volume.open(volume.child(volume.root(), names.get(0)))), is("1"));
    assertThat(text(volume.open(volume.child(volume.root(), names.get(1)))), is("2"));
  }

  @Test
  void theNewestVersionHasTheBareName() throws IOException {
    byte[] versions =
        IsoImage.named("X")
            .file("/b1", "old")
            .file("/b2", "new")
            .withoutRockRidge()
            .withoutJoliet()
            .build();
    replace(versions, "B1.;1", "BB.;1");
    replace(versions, "B2.;1", "BB.;2");
    Volume volume = open(versions, "iso9660");
    assertThat(names(volume, volume.root()), contains("BB", "BB."));
    assertThat(text(volume.open(volume.child(volume.root(), "BB"))), is("new"));
  }

  @Test
  void factsNameWhatTheDescriptorSays() throws IOException {
    Map<String, String> properties = open(image, "iso9660").properties();
    assertThat(properties.get("volume identifier"), is("DEMO"));
    assertThat(properties.get("volume creation"), is("2024-02-29T12:34:56Z"));
    assertThat(properties.get("publisher identifier"), nullValue());
  }

  @Test
  void sessionsAppendedFollowTheFirst() throws IOException {
    byte[] first = IsoImage.named("ONE").file("/one", "1").build();
    int start = (first.length / 2048 + 15) / 16 * 16;
    byte[] second = relocate(IsoImage.named("TWO").file("/two", "2").build(), start);
    byte[] both = Arrays.copyOf(first, start * 2048 + second.length);
    System.arraycopy(second, 0, both, start * 2048, second.length);

    assertThat(names(open(both, "iso9660")), contains("TWO"));
    assertThat(names(open(both, "iso9660", 1)), contains("ONE"));
    assertThat(views(both).size(), is(not(0)));
  }

  @Test
  void theFirstSessionIsFoundWhereTheDescriptorsAreALaterOnes() throws IOException {
    byte[] first = IsoImage.named("ONE").file("/one", new byte[100_000]).build();
    int start = (first.length / 2048 + 15) / 16 * 16;
    byte[] second = IsoImage.named("TWO").file("/two", "2").build();
    for (int descriptor : new int[] {DESCRIPTOR, DESCRIPTOR + 2048}) {
      int root = start + getLittle(second, descriptor + 158);
      putBoth(second, descriptor + 158, root);
      putBoth(second, (root - start) * 2048 + 2, root);
      putBoth(second, (root - start) * 2048 + 2 + (second[(root - start) * 2048] & 0xFF), root);
      int table = start + getLittle(second, descriptor + 140);
      ByteBuffer.wrap(second).order(ByteOrder.LITTLE_ENDIAN).putInt(descriptor + 140, table);
    }
    byte[] both = Arrays.copyOf(first, start * 2048 + second.length);
    System.arraycopy(second, 0, both, start * 2048, second.length);
    System.arraycopy(second, DESCRIPTOR, both, DESCRIPTOR, 2 * 2048);

    assertThat(names(open(both, "iso9660")), contains("TWO"));
    assertThat(names(open(both, "iso9660", 1)), contains("ONE"));
    assertThat(names(open(both, "joliet", 1)), contains("one"));
  }

  @Test
  void aSessionMayHaveBegunElsewhere() throws IOException {
    byte[] whole = IsoImage.named("X").file("/docs/a", "1").withoutJoliet().build();
    byte[] later = whole.clone();
    int root = rootOf(later);
    putBoth(later, ROOT + 2, root / 2048 + 11702);
    putBoth(later, root + 2, root / 2048 + 11702);
    Arrays.fill(later, DESCRIPTOR + 132, DESCRIPTOR + 156, (byte) 0);

    Volume volume = open(later, "iso9660");
    assertThat(names(volume), is(names(open(whole, "iso9660"))));
    Node docs = volume.child(volume.root(), "DOCS");
    assertThrows(MalformedImageException.class, () -> volume.children(docs));
  }

  /** Adds a session's start to the root's and the path table's place; names suffice here. */
  private static byte[] relocate(byte[] session, int start) {
    int root = start + getLittle(session, ROOT + 2);
    putBoth(session, rootOf(session) + 2, root);
    putBoth(session, ROOT + 2, root);
    return session;
  }

  private static List<VolumeView> views(byte[] image) throws IOException {
    return new Iso9660Format().views(source(image), ImageOptions.DEFAULTS);
  }

  private static VolumeSource source(byte[] image) {
    return VolumeSource.of(new ArraySource(image), 2048, new ChunkCache(1 << 20));
  }

  private static Volume open(byte[] image, String view) throws IOException {
    for (VolumeView candidate : views(image)) {
      if (candidate.name().equals(view)) {
        return candidate.open();
      }
    }
    throw new AssertionError("no view " + view);
  }

  private static Volume open(byte[] image, String view, int session) throws IOException {
    ImageOptions options = ImageOptions.from(Map.of("session", session));
    for (VolumeView candidate : new Iso9660Format().views(source(image), options)) {
      if (candidate.name().equals(view)) {
        return candidate.open();
      }
    }
    throw new AssertionError("no view " + view);
  }

  private static void putBoth(byte[] image, int at, int value) {
    ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    ByteBuffer.wrap(image).putInt(at + 4, value);
  }

  private static int getLittle(byte[] image, int at) {
    return ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  private static int rootOf(byte[] image) {
    return getLittle(image, ROOT + 2) * 2048;
  }

  private static int find(byte[] image, String ascii, int from) {
    int found = new String(image, StandardCharsets.ISO_8859_1).indexOf(ascii, from);
    return found < rootOf(image) + 2048 ? found : -1;
  }

  private static void replace(byte[] image, String from, String to) {
    int at = find(image, from, rootOf(image));
    System.arraycopy(to.getBytes(StandardCharsets.US_ASCII), 0, image, at, to.length());
  }
}
