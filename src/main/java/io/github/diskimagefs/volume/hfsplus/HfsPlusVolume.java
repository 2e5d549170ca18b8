package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.BTreeCursor;
import io.github.diskimagefs.volume.BTreeFile;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.PosixVolume;
import io.github.diskimagefs.volume.apple.CatalogNode;
import io.github.diskimagefs.volume.apple.Decmpfs;
import io.github.diskimagefs.volume.apple.FinderInfo;
import io.github.diskimagefs.volume.apple.MacDate;
import io.github.diskimagefs.volume.apple.MacNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Volume of HFS Plus or HFSX. */
final class HfsPlusVolume implements PosixVolume {
  /** Names that the listing has made distinct. */
  private static final Pattern NUMBERED = Pattern.compile(".*~[0-9]+", Pattern.DOTALL);

  private static final String SYSTEM = "com.apple.system.";
  private static final int MAX_TARGET_BYTES = 4096; // macOS accepts 1024

  private static final long CATALOG_FILE = 4;
  private static final long ATTRIBUTES_FILE = 8;

  private final VolumeHeader header;
  private final Journal journal;
  private final ChunkCache cache;
  private final CachedChunks chunks;
  private final ForkDataReader forks;
  private final ByteSource bytes;
  private final HfsPlusCatalogFile catalog;
  private final DirectoryTree tree = new DirectoryTree();
  private final HardLinks links;
  private final HfsPlusNode root;
  private final String label;
  private volatile ExtentsOverflow overflow;
  private volatile AttributesFile attributes;

  /** Opens a volume, its journal replayed in memory. */
  static HfsPlusVolume open(ByteSource volume, ChunkCache cache) throws IOException {
    VolumeHeader header = VolumeHeaders.intact(volume);
    Journal journal = Journal.read(volume, header);
    if (!journal.isEmpty()) {
      header = VolumeHeaders.intact(journal.bytes());
    }
    return new HfsPlusVolume(journal, header, cache);
  }

  private HfsPlusVolume(Journal journal, VolumeHeader header, ChunkCache cache) throws IOException {
    this.header = header;
    this.journal = journal;
    this.bytes = journal.bytes();
    this.cache = cache;
    this.chunks = new CachedChunks(cache);
    this.forks = ForkDataReader.of(bytes, header);
    ByteSource file =
        forks.open(
            "catalog file",
            header.catalog(),
            block -> overflow().find(CATALOG_FILE, ExtentsOverflow.DATA, block));
    this.catalog =
        new HfsPlusCatalogFile(BTreeFile.open("catalog node", file, cache, 2), header.hfsx());
    this.links = new HardLinks(catalog);
    BTreeCursor thread = catalog.find(HfsPlusCatalogFile.ROOT, "");
    if (thread == null) {
      throw malformed("catalog file", "no thread record of the root folder");
    }
    String name = HfsPlusCatalogFile.threadName(thread.data());
    BTreeCursor record = catalog.find(HfsPlusCatalogFile.ROOT_PARENT, name);
    if (record == null || record.data().s16(0) != HfsPlusNode.FOLDER) {
      throw malformed("catalog file", "no record of the root folder");
    }
    this.root = new HfsPlusNode(this, "", record.data(), false, 0, null);
    String shown = MacNames.shown(name);
    this.label = shown == null ? "" : shown.strip();
  }

  @Override
  public void close() {
    chunks.close();
  }

  @Override
  public String type() {
    return ViewName.HFSPLUS.option();
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public long size() {
    return header.size();
  }

  @Override
  public long free() {
    return Math.min(header.freeBlocks(), header.totalBlocks()) * header.blockSize();
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public Node child(Node directory, String name) throws IOException {
    HfsPlusNode folder = readable(directory);
    if (!folder.directory()) {
      return null;
    }
    int aliasDepth = aliasDepth(folder);
    boolean ambiguous = MacNames.ambiguous(name);
    Node likeliest = null;
    String first = null;
    for (String stored : MacNames.stored(name)) {
      BTreeCursor found = catalog.findEntry(folder.id(), stored);
      if (found == null) {
        continue;
      }
      String spelling = HfsPlusCatalogFile.name(found.key());
      String shown = MacNames.shown(spelling);
      if (shown == null || HfsNames.hidden(folder.id(), spelling)) {
        continue;
      }
      if (likeliest == null) {
        likeliest = node(shown, found.data(), aliasDepth);
        first = spelling;
        if (!ambiguous) {
          return likeliest;
        }
      } else if (!spelling.equals(first)) {
        return listed(folder, name);
      }
    }
    return likeliest == null && ambiguous && NUMBERED.matcher(name).matches()
        ? listed(folder, name)
        : likeliest;
  }

  /** Searches the listing, where several stored names are shown as one name with numbers. */
  private Node listed(HfsPlusNode folder, String name) throws IOException {
    try (NodeCursor entries = children(folder)) {
      return entries.find(name);
    }
  }

  @Override
  public NodeCursor children(Node directory) throws IOException {
    HfsPlusNode folder = readable(directory);
    return new HfsPlusFolderEntries(this, catalog, folder, aliasDepth(folder));
  }

  /** Refuses a folder that is in too many others, except as target of hard links. */
  private int aliasDepth(HfsPlusNode folder) throws MalformedImageException {
    return folder.linked() ? folder.above() : folder.requireOpen(tree);
  }

  /**
   * Returns the entry of a record, hard links followed.
   *
   * @param above count of {@link DirectoryTree} for the parent folder
   */
  HfsPlusNode node(String name, Struct record, int above) throws IOException {
    if (record.s16(0) == HfsPlusNode.FILE) {
      try {
        Struct target = links.target(record);
        if (target != null) {
          return new HfsPlusNode(this, name, target, true, above, null);
        }
      } catch (MalformedImageException error) {
        return new HfsPlusNode(this, name, record, false, above, error);
      }
    }
    return new HfsPlusNode(this, name, record, false, above, null);
  }

  @Override
  public ByteSource open(Node file) throws IOException {
    HfsPlusNode node = readable(file);
    Decmpfs compressed = compression(node);
    return compressed == null ? data(node) : compressed.open();
  }

  private ByteSource data(HfsPlusNode node) throws IOException {
    return forks.open(
        "data fork of file " + node.id(),
        node.data(),
        block -> overflow().find(node.id(), ExtentsOverflow.DATA, block));
  }

  private ByteSource resource(HfsPlusNode node) throws IOException {
    return forks.open(
        "resource fork of file " + node.id(),
        node.resource(),
        block -> overflow().find(node.id(), ExtentsOverflow.RESOURCE, block));
  }

  @Override
  public String target(Node link) throws IOException {
    ByteSource content = open(link);
    if (content.size() > MAX_TARGET_BYTES) {
      throw malformed("symbolic link", "target of " + content.size() + " bytes");
    }
    byte[] target = content.readFully(0, (int) content.size());
    int length = 0;
    while (length < target.length && target[length] != 0) {
      length++;
    }
    return new String(target, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public List<String> attributes(Node node) throws IOException {
    HfsPlusNode entry = readable(node);
    Decmpfs compressed = compression(entry);
    Set<String> names = new LinkedHashSet<>();
    if (entry.finder() != null && entry.kind() != Node.Kind.SYMBOLIC_LINK) {
      names.add(FinderInfo.ATTRIBUTE);
    }
    if (entry.resource().size() > 0 && (compressed == null || !compressed.inResourceFork())) {
      names.add(CatalogNode.RESOURCE_FORK);
    }
    AttributesFile stored = attributes();
    if (stored != null) {
      for (String name : stored.names(entry.id())) {
        boolean hidden =
            name.startsWith(SYSTEM) || (compressed != null && name.equals(Decmpfs.ATTRIBUTE));
        if (!hidden) {
          names.add(name);
        }
      }
    }
    return List.copyOf(names);
  }

  @Override
  public ByteSource attribute(Node node, String name) throws IOException {
    HfsPlusNode entry = readable(node);
    if (name.equals(CatalogNode.RESOURCE_FORK) && entry.resource().size() > 0) {
      return resource(entry);
    }
    if (name.equals(FinderInfo.ATTRIBUTE) && entry.finder() != null) {
      return entry.finder().source();
    }
    AttributesFile stored = attributes();
    return stored == null ? null : stored.value(entry.id(), name);
  }

  /** Returns the length of a compressed file, or of its data fork if the header is not readable. */
  long expandedSize(HfsPlusNode node) {
    try {
      Decmpfs compressed = compression(node);
      return compressed == null ? node.data().size() : compressed.size();
    } catch (IOException e) {
      // Ignored: opening the file reports the error.
      return node.data().size();
    }
  }

  /** Returns the compression of a file; null if it is not compressed, whatever its flag says. */
  private Decmpfs compression(HfsPlusNode node) throws IOException {
    if (!node.compressed() || attributes() == null) {
      return null;
    }
    ByteSource attribute = attributes().value(node.id(), Decmpfs.ATTRIBUTE);
    return attribute == null
        ? null
        : Decmpfs.read(attribute, () -> resource(node), chunks, node.id());
  }

  private ExtentsOverflow overflow() throws IOException {
    ExtentsOverflow opened = overflow;
    if (opened == null) {
      ByteSource file = forks.open("extents overflow file", header.extents(), block -> null);
      opened = new ExtentsOverflow(BTreeFile.open("extents overflow node", file, cache, 2));
      overflow = opened;
    }
    return opened;
  }

  /** Opens the attributes file; returns null if the volume has none. */
  private AttributesFile attributes() throws IOException {
    if (header.attributeFile().size() == 0) {
      return null;
    }
    AttributesFile opened = attributes;
    if (opened == null) {
      ByteSource file =
          forks.open(
              "attributes file",
              header.attributeFile(),
              block -> overflow().find(ATTRIBUTES_FILE, ExtentsOverflow.DATA, block));
      opened = new AttributesFile(BTreeFile.open("attributes node", file, cache, 2), forks);
      attributes = opened;
    }
    return opened;
  }

  private static HfsPlusNode readable(Node node) throws MalformedImageException {
    HfsPlusNode own = (HfsPlusNode) node;
    if (own.error() != null) {
      throw own.error();
    }
    return own;
  }

  private static MalformedImageException malformed(String structure, String detail) {
    return new MalformedImageException(structure, MalformedImageException.NO_OFFSET, detail);
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("signature", header.signature());
    properties.put("version", Integer.toString(header.version()));
    properties.put("names", catalog.caseSensitive() ? "case-sensitive" : "case-insensitive");
    properties.put("lastMountedVersion", header.lastMounted().strip());
    properties.put("journaled", journal.state());
    properties.put("unmounted", header.unmounted() ? "yes" : "no");
    date(properties, "createDate (local time)", header.created());
    date(properties, "modifyDate", header.modified());
    date(properties, "backupDate", header.backedUp());
    date(properties, "checkedDate", header.checked());
    properties.put("fileCount", Long.toString(header.files()));
    properties.put("folderCount", Long.toString(header.folders()));
    properties.put("blockSize", Integer.toString(header.blockSize()));
    properties.put("totalBlocks", Long.toString(header.totalBlocks()));
    properties.put("freeBlocks", Long.toString(header.freeBlocks()));
    properties.put("writeCount", Long.toString(header.writeCount()));
    return properties;
  }

  private static void date(Map<String, String> properties, String name, long seconds) {
    if (seconds != 0) {
      properties.put(name, MacDate.text(seconds));
    }
  }
}
