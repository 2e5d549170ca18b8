package io.github.diskimagefs.volume.exfat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.ZeroSource;
import io.github.diskimagefs.volume.BufferPool;
import io.github.diskimagefs.volume.ClusterChainSource;
import io.github.diskimagefs.volume.ClusterHeap;
import io.github.diskimagefs.volume.ClusterNode;
import io.github.diskimagefs.volume.ClusterVolume;
import io.github.diskimagefs.volume.DirectoryLookup;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.UpcaseTable;
import io.github.diskimagefs.volume.VolumeLabel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Volume of exFAT. */
final class ExfatVolume extends ClusterVolume<ExfatNode> {
  static final String TYPE = "exfat";

  /** The maximum length of a directory (exFAT 6). */
  private static final long MAX_DIRECTORY_BYTES = 256L << 20;

  private static final String ENTRY = "file entry";
  private static final int BUFFER_BYTES = 32 << 10;
  private static final int UNKNOWN_PERCENT = 0xFF;

  private final ByteSource volume;
  private final BootSector boot;
  private final ClusterHeap heap;
  private final ExfatTable table;
  private final BufferPool buffers = new BufferPool(BUFFER_BYTES);
  private final DirectoryLookup lookup =
      new DirectoryLookup(UpcaseTable.readOnFirstUse(this::upcaseTable));

  /** Read on first use; two threads may both do so, with the same result. */
  private volatile RootEntries entries;

  ExfatVolume(ByteSource volume, BootSector boot, ChunkCache cache) {
    super(ENTRY, new ExfatNode(boot.rootCluster()));
    this.volume = volume;
    this.boot = boot;
    this.heap =
        new ClusterHeap(volume, boot.heapPosition(), boot.clusterSize(), boot.clusterCount());
    this.table = new ExfatTable(volume, boot, heap, cache);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String label() {
    return VolumeLabel.orEmpty(() -> entries().label());
  }

  private RootEntries entries() throws IOException {
    RootEntries read = entries;
    if (read == null) {
      read = RootEntries.read(content(root()), buffers);
      entries = read;
    }
    return read;
  }

  @Override
  public long size() {
    return boot.size();
  }

  private UpcaseTable upcaseTable() {
    try {
      UpcaseTable read = storedUpcaseTable();
      return read == null ? UpcaseTable.ofUnicode() : read;
    } catch (IOException e) {
      return UpcaseTable.ofUnicode(); // exact names are found without a table
    }
  }

  /** Reads the up-case table; returns null if its length or checksum is wrong. */
  private UpcaseTable storedUpcaseTable() throws IOException {
    RootEntries described = entries();
    ByteSource content =
        ClusterChainSource.of(heap, table, described.upcaseCluster(), described.upcaseLength());
    return ExfatUpcase.read(content, described.upcaseChecksum());
  }

  /** Compares the boot regions and the up-case table; entry sets are when they are listed. */
  @Override
  public String checkStructures() throws IOException {
    BootRegion.check(volume, boot.sectorShift());
    if (storedUpcaseTable() == null) {
      throw new MalformedImageException(
          "up-case table", MalformedImageException.NO_OFFSET, "length or checksum is wrong");
    }
    return "checksums of both boot regions and of the up-case table";
  }

  @Override
  protected ClusterNode find(ExfatNode directory, int above, String name) throws IOException {
    return (ClusterNode)
        lookup.find(directory.key(), name, place -> entries(directory, above, place));
  }

  @Override
  protected NodeCursor entries(ExfatNode directory, int above) throws IOException {
    return entries(directory, above, 0);
  }

  private ExfatDirectoryCursor entries(ExfatNode directory, int above, long place)
      throws IOException {
    return new ExfatDirectoryCursor(
        content(directory), buffers, directory.cluster(), above, place * EntrySet.ENTRY);
  }

  private ClusterChainSource.ToEnd content(ExfatNode directory) throws IOException {
    if (directory == root()) {
      return ClusterChainSource.toEnd(heap, table, directory.cluster(), MAX_DIRECTORY_BYTES);
    }
    if (directory.dataLength() > MAX_DIRECTORY_BYTES) {
      throw new MalformedImageException(
          "stream extension entry",
          MalformedImageException.NO_OFFSET,
          "directory of up to " + MAX_DIRECTORY_BYTES + " bytes",
          Long.toString(directory.dataLength()));
    }
    return new ClusterChainSource.ToEnd(stored(directory, directory.dataLength()), null);
  }

  @Override
  public ByteSource open(Node file) throws IOException {
    ExfatNode node = (ExfatNode) file;
    long zeros = node.dataLength() - node.validDataLength();
    if (node.dataLength() > heap.size()) {
      stored(node, node.dataLength()); // says why
    }
    ByteSource written = stored(node, node.validDataLength());
    return zeros == 0 ? written : ConcatSource.of(List.of(written, new ZeroSource(zeros)));
  }

  private ByteSource stored(ExfatNode node, long size) throws IOException {
    return node.consecutive()
        ? heap.consecutive(node.cluster(), size)
        : ClusterChainSource.of(heap, table, node.cluster(), size);
  }

  @Override
  public String target(Node link) {
    throw new IllegalArgumentException("exFAT has no symbolic links");
  }

  @Override
  public Map<String, String> properties() throws IOException {
    Map<String, String> properties = new LinkedHashMap<>();
    long serial = boot.serialNumber();
    properties.put("VolumeSerialNumber", String.format("%04X-%04X", serial >> 16, serial & 0xFFFF));
    RootEntries described = entries();
    if (described.guid() != null) {
      properties.put("VolumeGuid", described.guid().toString());
    }
    properties.put("FileSystemRevision", boot.revisionText());
    properties.put("bytes per sector", Integer.toString(1 << boot.sectorShift()));
    properties.put("bytes per cluster", Integer.toString(boot.clusterSize()));
    properties.put("ClusterCount", Long.toString(boot.clusterCount()));
    if (boot.percentInUse() != UNKNOWN_PERCENT) {
      properties.put("PercentInUse", Integer.toString(boot.percentInUse()));
    }
    properties.put("unmounted", (boot.flags() & 2) == 0 ? "yes" : "no");
    return properties;
  }
}
