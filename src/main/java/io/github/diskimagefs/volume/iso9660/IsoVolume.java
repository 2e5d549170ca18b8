package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BootImage;
import io.github.diskimagefs.volume.BufferPool;
import io.github.diskimagefs.volume.DirectoryLookup;
import io.github.diskimagefs.volume.DirectoryScan;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeNames;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One tree of an ISO 9660 volume. */
final class IsoVolume implements Volume {
  private static final int RECORD_CHUNK = 512;
  private static final long REREAD = 256 << 10;

  private final VolumeSource source;
  private final ByteSource image;
  private final DescriptorSet set;
  private final VolumeDescriptor descriptor;
  private final HierarchyKind tree;
  private final NameDecoder names;
  private final int skip;
  private final int blockSize;
  private final DirectoryLocator places;
  private final DirectoryLookup lookup;
  private final DirectoryTree ways = new DirectoryTree();
  private final BufferPool chunks = new BufferPool(RecordReader.CHUNK);
  private final IsoNode root;

  /**
   * Opens a tree.
   *
   * @param skip bytes of each system use field before Rock Ridge's
   * @throws MalformedImageException if its root directory cannot be found
   */
  IsoVolume(
      VolumeSource source,
      DescriptorSet set,
      VolumeDescriptor descriptor,
      HierarchyKind tree,
      int skip,
      Charset charset)
      throws IOException {
    this.source = source;
    this.image = source.bytes();
    this.set = set;
    this.descriptor = descriptor;
    this.tree = tree;
    this.skip = skip;
    this.names = new NameDecoder(tree, charset);
    this.blockSize = descriptor.blockSize();
    this.places = new DirectoryLocator(image, descriptor);
    this.lookup =
        new DirectoryLookup(
            tree == HierarchyKind.ROCK_RIDGE ? UnaryOperator.identity() : VolumeNames::foldCase);
    this.root = findRoot();
  }

  // ---- what the parts ask ----

  HierarchyKind tree() {
    return tree;
  }

  NameDecoder names() {
    return names;
  }

  int skip() {
    return skip;
  }

  boolean raw() {
    return source.raw();
  }

  SystemUse newFields() {
    return new SystemUse(new Continuations(image, blockSize), names);
  }

  /** Byte position of a record's data. */
  long position(DirectoryRecord record) {
    boolean interleaved = record.unit() > 0 && record.gap() > 0;
    // The extended attribute record comes first; interleaved, it has a file unit of its own.
    int before = record.attributeLength();
    if (interleaved && before > 0) {
      before = record.unit() + record.gap();
    }
    long extent = record.location() * blockSize;
    long start = extent + (long) before * blockSize;
    // Some masters count blocks of attributes that are not there.
    boolean outside = record.dataLength() > image.size() - start;
    return outside && record.dataLength() <= image.size() - extent ? extent : start;
  }

  /** Where a record's data lie. */
  FileSection extent(DirectoryRecord record) {
    boolean interleaved = record.unit() > 0 && record.gap() > 0;
    return new FileSection(
        position(record),
        record.dataLength(),
        interleaved ? record.unit() * blockSize : 0,
        interleaved ? record.gap() * blockSize : 0);
  }

  long modified(Struct in, DirectoryRecord record, SystemUse fields)
      throws MalformedImageException {
    return fields != null && fields.modifiedKnown
        ? fields.modified
        : record.recorded(in, descriptor.layout());
  }

  /** A directory's node; {@code fields} are its own or null. */
  IsoNode directory(String name, Struct in, DirectoryRecord record, SystemUse fields, long position)
      throws IOException {
    long start = places.place(record);
    boolean hidden = record.is(DirectoryRecord.HIDDEN);
    long modified = modified(in, record, fields);
    long size = record.dataLength();
    if (fields == null) {
      return new IsoNode(name, Node.Kind.DIRECTORY, hidden, null, position, start, size, modified);
    }
    return new RockRidgeNode(
        name,
        Node.Kind.DIRECTORY,
        hidden,
        details(fields),
        position,
        start,
        size,
        modified,
        fields);
  }

  /** Whether a directory lies where a record points to. */
  boolean leadsToDirectory(DirectoryRecord record) throws IOException {
    return places.self(places.place(record)) != null;
  }

  /** The node of a directory that lies elsewhere: its own record {@code "."} describes it. */
  IsoNode relocated(String name, long block, long position) throws IOException {
    SystemUse fields = newFields();
    Struct self = places.self(block * blockSize);
    if (self == null) {
      // Shown all the same; to list it fails.
      fields.read(Struct.of("", new byte[0], 0, ByteOrder.LITTLE_ENDIAN), 0, 0);
      return new RockRidgeNode(
          name, Node.Kind.DIRECTORY, false, null, position, block * blockSize, 0, 0, fields);
    }
    DirectoryRecord record = places.record(self);
    fields.read(self, record.systemUse() + skip, record.end());
    return directory(name, self, record, fields, position);
  }

  /** Whether a directory holds nothing but what was moved there for its depth. */
  boolean onlyRelocated(IsoNode directory) throws IOException {
    String name = VolumeNames.foldCase(directory.name());
    if (!name.equals("rr_moved") && !name.equals(".rr_moved")) {
      return false;
    }
    return entries(directory, 0, chunks).next() == null;
  }

  /** The identifier of an entry as recorded. */
  String identifier(IsoNode node) throws IOException {
    RecordReader records = reread(node);
    DirectoryRecord record = records.next();
    return record == null ? node.name() : names.identifier(records.bytes(), record);
  }

  /** What an entry may be called where its name is taken: with what was stripped from it. */
  List<String> longerNames(IsoNode node) throws IOException {
    if (tree == HierarchyKind.ROCK_RIDGE) {
      return List.of();
    }
    String identifier = identifier(node);
    String unversioned = identifier.substring(0, NameDecoder.version(identifier));
    return List.of(VolumeNames.clean(unversioned), VolumeNames.clean(identifier));
  }

  /** The size of a file in sectors that are not plain data. */
  long xaSize(int xa, List<FileSection> extents) throws IOException {
    return new XaFile(source, xa, extents.get(0).start(), FileSection.total(extents)).size();
  }

  /**
   * Looks for Rock Ridge in the first records of the root directory.
   *
   * @return the bytes to skip in each system use field, or -1 if there is no Rock Ridge
   */
  int rockRidge() throws IOException {
    RecordReader records =
        new RecordReader(
            image, descriptor.layout(), blockSize, root.extent(), 2048, 0, new BufferPool(2048));
    SystemUse fields = newFields();
    int skip = -1;
    for (DirectoryRecord record = records.next(); record != null; record = records.next()) {
      Struct in = records.bytes();
      int use = record.systemUse();
      if (skip < 0) {
        // The indicator comes first, or behind the attributes of CD-ROM XA (SUSP §5.3).
        int indicator = use + (in.has(use + 6, "XA") ? 14 : 0);
        boolean susp = in.has(indicator, "SP\7\1\u00be\u00ef");
        skip = susp ? in.u8(indicator + 6) : indicator - use;
        fields.read(in, indicator, record.end());
      } else {
        fields.read(in, use + skip, record.end());
      }
      if (fields.rockRidge) {
        return confirmed(skip, records, fields);
      }
    }
    return -1;
  }

  /** The bytes to skip, or none where the next record has its fields without. */
  private static int confirmed(int skip, RecordReader records, SystemUse fields)
      throws IOException {
    DirectoryRecord record = skip == 0 ? null : records.next();
    if (record == null) {
      return skip;
    }
    fields.read(records.bytes(), record.systemUse() + skip, record.end());
    if (fields.posix) {
      return skip;
    }
    fields.read(records.bytes(), record.systemUse(), record.end());
    return fields.posix ? 0 : skip;
  }

  // ---- directories ----

  private IsoNode findRoot() throws IOException {
    long start = places.root();
    Struct self = places.self(start);
    Struct in = self == null ? descriptor.in() : self;
    DirectoryRecord record = self == null ? descriptor.root() : places.record(self);
    // The record may name another extent than the one it lies in; where it was found is right.
    long size = Math.max(blockSize, size(descriptor.root(), record, start));
    SystemUse fields = null;
    ExtraAttributes details = null;
    if (tree == HierarchyKind.ROCK_RIDGE) {
      fields = newFields();
      fields.read(in, record.systemUse(), self == null ? record.systemUse() : record.end());
      details = details(fields);
    }
    long modified = modified(in, record, fields);
    Node.Kind kind = Node.Kind.DIRECTORY;
    return fields == null
        ? new IsoNode("", kind, false, details, start, start, size, modified)
        : new RockRidgeNode("", kind, false, details, start, start, size, modified, fields);
  }

  private static ExtraAttributes details(SystemUse fields) {
    return fields.attributes ? new ExtraAttributes(null, null, 0, null, false, null, true) : null;
  }

  /** The length that the parent's record states, unless only the directory's own can be right. */
  private long size(DirectoryRecord outer, DirectoryRecord self, long start) {
    long size = outer.dataLength();
    boolean outside = size == 0 || size > image.size() - start;
    boolean better = self.dataLength() > 0 && self.dataLength() <= image.size() - start;
    return outside && better ? self.dataLength() : size;
  }

  private EntryReader entries(IsoNode directory, long from, BufferPool chunk) throws IOException {
    long start = directory.extent();
    long size = directory.size();
    Struct self = places.self(start);
    if (self == null) {
      long found =
          directory == root ? -1 : places.inPathTable(directory, identifier(directory), names);
      if (found >= 0) {
        start = found;
        self = places.self(start);
      } else if (directory != root && !places.headless(start, size)) {
        throw new MalformedImageException(
            "Directory Record",
            directory.position(),
            "the directory \"" + directory.name() + "\" is not at byte " + start);
      }
    }
    int detours = ways.detours(start, directory.position(), directory.above());
    if (detours == DirectoryTree.CLOSED) {
      throw new MalformedImageException(
          "Directory Record",
          directory.position(),
          "the directory \"" + directory.name() + "\" is in too many others");
    }
    boolean moved = start != directory.extent();
    if (self != null && (size == 0 || size > image.size() - start || moved)) {
      long own = places.record(self).dataLength();
      size = own > 0 && own <= image.size() - start ? own : size;
    }
    // A size that is no multiple of the block counts the records only.
    long length = (size + blockSize - 1) / blockSize * blockSize;
    RecordReader records =
        new RecordReader(image, descriptor.layout(), blockSize, start, length, from, chunk);
    return new EntryReader(this, records, directory == root, detours);
  }

  /** Reads again from an entry's record on. */
  private RecordReader reread(IsoNode node) {
    long start = node.position() / 2048 * 2048;
    return new RecordReader(
        image,
        descriptor.layout(),
        blockSize,
        start,
        REREAD,
        node.position() - start,
        new BufferPool(RECORD_CHUNK));
  }

  /** The fields of an entry, with the component areas of its AL entries if there is a place. */
  private SystemUse fields(IsoNode node, java.io.ByteArrayOutputStream attributes)
      throws IOException {
    SystemUse fields = newFields();
    fields.attributeList = attributes;
    RecordReader records = reread(node);
    DirectoryRecord record = records.next();
    while (record != null && record.is(DirectoryRecord.ASSOCIATED)) {
      record = records.next();
    }
    if (record != null) {
      int before = node == root ? 0 : skip;
      fields.read(records.bytes(), record.systemUse() + before, record.end());
    }
    return fields;
  }

  // ---- Volume ----

  @Override
  public String type() {
    return tree.view();
  }

  @Override
  public String label() {
    try {
      int offset = descriptor.layout() == DescriptorRevision.HIGH_SIERRA ? 48 : 40;
      return descriptor.text(offset, 32, names); // BP 41 to 72, §8.4.7
    } catch (MalformedImageException e) {
      throw new AssertionError("a descriptor has 2048 bytes", e);
    }
  }

  @Override
  public long size() {
    return descriptor.blocks() * blockSize;
  }

  @Override
  public boolean posix() {
    return tree == HierarchyKind.ROCK_RIDGE;
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public Node child(Node directory, String name) throws IOException {
    IsoNode node = (IsoNode) directory;
    return lookup.find(
        node.key(),
        name,
        new DirectoryLookup.Directory() {
          @Override
          public DirectoryScan scan() throws IOException {
            return children(node);
          }

          @Override
          public Node nodeAt(long place) throws IOException {
            return entries(node, place, new BufferPool(RECORD_CHUNK)).next();
          }
        });
  }

  @Override
  public NodeCursor children(Node directory) throws IOException {
    return children((IsoNode) directory);
  }

  private DirectoryScan children(IsoNode directory) throws IOException {
    return new DirectoryCursor(this, entries(directory, 0, chunks));
  }

  @Override
  public ByteSource open(Node file) throws IOException {
    IsoNode node = (IsoNode) file;
    return new FileContent(source, node).open();
  }

  @Override
  public String target(Node link) throws IOException {
    return fields((IsoNode) link, null).linkTarget();
  }

  @Override
  public List<String> attributes(Node node) throws IOException {
    IsoNode entry = (IsoNode) node;
    ExtraAttributes details = entry.details();
    if (details == null) {
      return List.of();
    }
    List<String> list = new ArrayList<>(new FileContent(source, entry).attributes());
    if (details.attributes()) {
      list.addAll(arbitrary(entry).keySet());
    }
    return list;
  }

  @Override
  public ByteSource attribute(Node node, String name) throws IOException {
    IsoNode entry = (IsoNode) node;
    ExtraAttributes details = entry.details();
    if (details == null) {
      return null;
    }
    ByteSource value = new FileContent(source, entry).attribute(name);
    return value != null || !details.attributes() ? value : arbitrary(entry).get(name);
  }

  private Map<String, ByteSource> arbitrary(IsoNode node) throws IOException {
    java.io.ByteArrayOutputStream list = new java.io.ByteArrayOutputStream();
    fields(node, list);
    return AttributeList.read(list.toByteArray());
  }

  @Override
  public Map<String, String> properties() throws IOException {
    return new DescriptorProperties(set, descriptor, names).all();
  }

  @Override
  public List<BootImage> bootImages() throws IOException {
    return set.boot() == null ? List.of() : new BootImages(image, this).read(set.boot());
  }
}
