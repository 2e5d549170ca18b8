package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.DirectoryLookup;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.DosVolume;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.UpcaseTable;
import io.github.diskimagefs.volume.VolumeLabel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Volume of NTFS. */
final class NtfsVolume implements DosVolume {
  static final String TYPE = "ntfs";

  /** Name of the attribute with the tag of a reparse point that is no link. */
  private static final String REPARSE_TAG = "reparse_tag";

  private static final int MAX_DETAIL_BYTES = 64 << 10;

  private final BootSector boot;
  private final MasterFileTable table;
  private final FileChunks chunks;
  private final NtfsNode root;
  private final DirectoryTree tree = new DirectoryTree();
  private final DirectoryLookup lookup;

  NtfsVolume(ByteSource volume, BootSector boot, ChunkCache cache) throws IOException {
    this.boot = boot;
    this.table = new MasterFileTable(volume, boot);
    this.chunks = new FileChunks(cache);
    this.lookup = new DirectoryLookup(UpcaseTable.readOnFirstUse(() -> NtfsUpcase.read(table)));
    this.root =
        new NtfsNode("", MasterFileTable.ROOT, FileRecord.read(table, MasterFileTable.ROOT), 0, 0);
    tree.root(root.record(), place(root));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String label() {
    return VolumeLabel.orEmpty(this::storedLabel);
  }

  private String storedLabel() throws IOException {
    Attribute label =
        FileRecord.read(table, MasterFileTable.VOLUME).find(Attribute.VOLUME_NAME, "");
    return label == null
        ? ""
        : label.value().text(0, label.value().length(), StandardCharsets.UTF_16LE);
  }

  @Override
  public long size() {
    return boot.size();
  }

  @Override
  public Node root() {
    return root;
  }

  /** Returns the entry of a directory for a record. */
  NtfsNode node(String name, long reference, long parent, int above) throws IOException {
    byte[] buffer = table.buffers().take();
    NtfsNode node =
        new NtfsNode(name, reference, FileRecord.read(table, reference, buffer), parent, above);
    table.buffers().giveBack(buffer);
    return node;
  }

  DirectoryIndexReader index(NtfsNode directory) throws IOException {
    return DirectoryIndexReader.open(record(directory), boot.clusterSize());
  }

  private FileRecord record(NtfsNode node) throws IOException {
    return FileRecord.read(table, node.reference());
  }

  @Override
  public Node child(Node directory, String name) throws IOException {
    NtfsNode parent = (NtfsNode) directory;
    if (parent.kind() != Node.Kind.DIRECTORY) {
      return null;
    }
    int above = detours(parent);
    NtfsNode found =
        (NtfsNode)
            lookup.find(
                parent.record(),
                name,
                new DirectoryLookup.Directory() {
                  @Override
                  public NtfsDirectoryCursor scan() throws IOException {
                    return new NtfsDirectoryCursor(NtfsVolume.this, parent, above, false);
                  }

                  @Override
                  public Node nodeAt(long place) throws IOException {
                    return NtfsDirectoryCursor.at(NtfsVolume.this, parent, above, place);
                  }
                });
    return found == null ? null : node(found.name(), found.reference(), parent.record(), above);
  }

  @Override
  public NodeCursor children(Node directory) throws IOException {
    NtfsNode parent = (NtfsNode) directory;
    return new NtfsDirectoryCursor(this, parent, detours(parent), true);
  }

  /** Refuses a directory that is in too many others. */
  private int detours(NtfsNode directory) throws MalformedImageException {
    return tree.requireOpen(
        directory.record(),
        place(directory),
        directory.above(),
        directory.name(),
        "index entry",
        MalformedImageException.NO_OFFSET);
  }

  /** Returns a number for the entry of a directory: its own record and that of its parent. */
  private static long place(NtfsNode directory) {
    return DirectoryTree.mix(directory.parent()) ^ directory.record();
  }

  @Override
  public ByteSource open(Node file) throws IOException {
    byte[] buffer = table.buffers().take();
    ByteSource content = content(FileRecord.read(table, ((NtfsNode) file).reference(), buffer));
    table.buffers().giveBack(buffer);
    return content;
  }

  /** Opens the content of a file; the result keeps nothing of the record. */
  private ByteSource content(FileRecord record) throws IOException {
    ReparsePoint point = record.reparsePoint();
    if (point != null && point.tag() == ReparsePoint.WOF) {
      return WofFile.open(record, point, chunks);
    }
    if (point != null && point.tag() == ReparsePoint.DEDUPLICATED) {
      throw new UnsupportedImageException("NTFS deduplication");
    }
    ByteSource data = record.open(Attribute.DATA, "", chunks);
    return data == null ? new ArraySource(new byte[0]) : data;
  }

  /** Drops the decoded chunks; the source stays open. */
  @Override
  public void close() {
    chunks.close();
  }

  @Override
  public String target(Node link) {
    return ((NtfsNode) link).target();
  }

  /** Alternate data streams, and the tag of a reparse point that is no link. */
  @Override
  public List<String> attributes(Node node) throws IOException {
    FileRecord record = record((NtfsNode) node);
    List<String> names = new ArrayList<>(record.names(Attribute.DATA));
    ReparsePoint point = record.reparsePoint();
    if (point != null) {
      if (point.tag() == ReparsePoint.WOF) {
        names.remove(WofFile.STREAM);
      }
      if (point.target() == null) {
        names.add(REPARSE_TAG);
      }
    }
    return names;
  }

  @Override
  public ByteSource attribute(Node node, String name) throws IOException {
    FileRecord record = record((NtfsNode) node);
    if (name.isEmpty() || name.startsWith("image:")) {
      return null;
    }
    ByteSource stream = record.open(Attribute.DATA, name, chunks);
    if (stream != null || !name.equals(REPARSE_TAG)) {
      return stream;
    }
    ReparsePoint point = record.reparsePoint();
    return point == null
        ? null
        : new ArraySource(String.format("0x%08X", point.tag()).getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public Map<String, String> properties() throws IOException {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("serial number", String.format("%016X", boot.serialNumber()));
    properties.put("bytes per sector", Integer.toString(boot.sectorSize()));
    properties.put("bytes per cluster", Integer.toString(boot.clusterSize()));
    Attribute information =
        FileRecord.read(table, MasterFileTable.VOLUME).find(Attribute.VOLUME_INFORMATION, "");
    if (information != null && information.size() <= MAX_DETAIL_BYTES) {
      Struct value = information.value();
      properties.put("version", value.u8(8) + "." + value.u8(9));
      properties.put("dirty", (value.u16(10) & 1) == 0 ? "no" : "yes");
    }
    return properties;
  }
}
