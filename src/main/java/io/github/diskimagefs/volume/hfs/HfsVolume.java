package io.github.diskimagefs.volume.hfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.BTreeCursor;
import io.github.diskimagefs.volume.BTreeFile;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.apple.CatalogNode;
import io.github.diskimagefs.volume.apple.FinderInfo;
import io.github.diskimagefs.volume.apple.MacDate;
import io.github.diskimagefs.volume.apple.MacNames;
import java.io.IOException;
import java.nio.ByteOrder;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Volume of HFS. Its dates are local time of an unknown zone and are shown as UTC. */
final class HfsVolume implements Volume {
  private static final long EXTENTS_FILE = 3;
  private static final long CATALOG_FILE = 4;

  private final MasterDirectoryBlock header;
  private final Script script;
  private final HfsForkReader forks;
  private final BTreeFile overflow;
  private final HfsCatalogFile catalog;
  private final DirectoryTree tree = new DirectoryTree();
  private final HfsNode root;

  HfsVolume(ByteSource volume, Script script, ChunkCache cache) throws IOException {
    this.header =
        MasterDirectoryBlock.read(
            Struct.read(
                "master directory block",
                volume,
                MasterDirectoryBlock.OFFSET,
                MasterDirectoryBlock.LENGTH,
                ByteOrder.BIG_ENDIAN));
    this.script = script;
    this.forks = new HfsForkReader(volume, header);
    ByteSource extents = forks.open(header.extents(), EXTENTS_FILE, HfsForkReader.DATA, null);
    this.overflow =
        extents.size() == 0 ? null : BTreeFile.open("extents overflow node", extents, cache, 1);
    ByteSource file = forks.open(header.catalog(), CATALOG_FILE, HfsForkReader.DATA, overflow);
    this.catalog = new HfsCatalogFile(BTreeFile.open("catalog node", file, cache, 1));
    this.root = readRoot();
  }

  private HfsNode readRoot() throws IOException {
    BTreeCursor thread = catalog.find(HfsCatalogFile.ROOT, new byte[0]);
    BTreeCursor record =
        thread == null
            ? null
            : catalog.find(
                HfsCatalogFile.ROOT_PARENT, HfsCatalogFile.threadName(thread.data()).bytes());
    if (record == null || record.data().s8(0) != HfsNode.FOLDER) {
      throw new MalformedImageException(
          "catalog file", MalformedImageException.NO_OFFSET, "no record of the root folder");
    }
    return new HfsNode("", record.data(), 0);
  }

  @Override
  public String type() {
    return ViewName.HFS.option();
  }

  @Override
  public String label() {
    try {
      String shown = shown(header.name());
      return shown == null ? "" : shown.strip();
    } catch (MalformedImageException e) {
      return ""; // cannot happen: the length of the name was checked
    }
  }

  @Override
  public long size() {
    return header.size();
  }

  @Override
  public long free() {
    return Math.min(header.freeBlocks(), header.blocks()) * (long) header.blockSize();
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public Node child(Node directory, String name) throws IOException {
    HfsNode folder = (HfsNode) directory;
    if (!folder.directory()) {
      return null;
    }
    String plain = name.replace(':', '/');
    Node found = find(folder, plain);
    if (found == null) {
      String composed = Normalizer.normalize(plain, Normalizer.Form.NFC);
      found = composed.equals(plain) ? null : find(folder, composed);
    }
    return found == null && !plain(name) ? search(folder, name) : found;
  }

  private Node find(HfsNode folder, String name) throws IOException {
    byte[] stored = script.encode(name);
    if (stored == null || stored.length == 0) {
      return null;
    }
    BTreeCursor record = catalog.find(folder.id(), stored);
    if (record == null || !HfsCatalogFile.entry(record.data())) {
      return null;
    }
    String shown = shown(HfsCatalogFile.name(record.key()));
    return shown == null ? null : node(shown, record.data(), folder.requireOpen(tree));
  }

  /** Returns whether every script stores a name, and stores it in one way. */
  private static boolean plain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 0x80 || c == ':') {
        return false;
      }
    }
    return true;
  }

  /**
   * Searches a name that cannot be looked up: its script is unknown, or a character is replaced.
   */
  private Node search(HfsNode folder, String name) throws IOException {
    try (NodeCursor entries = children(folder)) {
      return entries.find(name);
    }
  }

  @Override
  public NodeCursor children(Node directory) throws IOException {
    HfsNode folder = (HfsNode) directory;
    return new HfsFolderEntries(this, catalog, folder, folder.requireOpen(tree));
  }

  /** Returns the name to show, or null if no path can have it. */
  String shown(Struct stored) throws MalformedImageException {
    return MacNames.shown(script.decode(stored));
  }

  /** Returns the entry of a record. */
  HfsNode node(String name, Struct record, int above) throws MalformedImageException {
    return new HfsNode(name, record, above);
  }

  @Override
  public ByteSource open(Node file) throws IOException {
    HfsNode node = (HfsNode) file;
    return forks.open(node.data(), node.id(), HfsForkReader.DATA, overflow);
  }

  @Override
  public String target(Node link) {
    throw new IllegalArgumentException("HFS has no symbolic links");
  }

  @Override
  public List<String> attributes(Node node) {
    HfsNode entry = (HfsNode) node;
    List<String> names = new ArrayList<>(2);
    if (entry.finder() != null) {
      names.add(FinderInfo.ATTRIBUTE);
    }
    if (entry.resource().size() > 0) {
      names.add(CatalogNode.RESOURCE_FORK);
    }
    return names;
  }

  @Override
  public ByteSource attribute(Node node, String name) throws IOException {
    HfsNode entry = (HfsNode) node;
    if (name.equals(CatalogNode.RESOURCE_FORK) && entry.resource().size() > 0) {
      return forks.open(entry.resource(), entry.id(), HfsForkReader.RESOURCE, overflow);
    }
    if (name.equals(FinderInfo.ATTRIBUTE) && entry.finder() != null) {
      return entry.finder().source();
    }
    return null;
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("unmounted", header.unmounted() ? "yes" : "no");
    date(properties, "drCrDate", header.created());
    date(properties, "drLsMod", header.modified());
    date(properties, "drVolBkUp", header.backedUp());
    properties.put("drFilCnt", Long.toString(header.files()));
    properties.put("drDirCnt", Long.toString(header.folders()));
    properties.put("drNmAlBlks", Integer.toString(header.blocks()));
    properties.put("drAlBlkSiz", Integer.toString(header.blockSize()));
    properties.put("drFreeBks", Integer.toString(header.freeBlocks()));
    properties.put("drWrCnt", Long.toString(header.writeCount()));
    return properties;
  }

  private static void date(Map<String, String> properties, String name, long seconds) {
    if (seconds != 0) {
      properties.put(name, MacDate.text(seconds).replace("Z", ""));
    }
  }
}
