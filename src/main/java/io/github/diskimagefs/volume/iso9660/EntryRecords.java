package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.volume.BufferPool;
import io.github.diskimagefs.volume.PathSafeNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The directory records of single entries, read again for what their nodes do not keep. Safe for
 * use by many threads at once.
 */
record EntryRecords(Hierarchy hierarchy) {
  /** Bytes after an entry's position in which its record is looked for. */
  private static final long MAX_DISTANCE_BYTES = 256 << 10;

  /** Returns the identifier of an entry as recorded. */
  String identifier(IsoNode node) throws IOException {
    RecordReader records = records(node);
    DirectoryRecord record = records.next();
    return record == null ? node.name() : hierarchy.names().identifier(records.bytes(), record);
  }

  /** Returns names for an entry whose name is taken: its identifier with dot and version. */
  List<String> alternativeNames(IsoNode node) throws IOException {
    if (hierarchy.rockRidge()) {
      return List.of();
    }
    String identifier = identifier(node);
    String unversioned = identifier.substring(0, NameDecoder.version(identifier));
    return List.of(PathSafeNames.clean(unversioned), PathSafeNames.clean(identifier));
  }

  /** Returns the target of a symbolic link. */
  String linkTarget(IsoNode link) throws IOException {
    RecordReader records = records(link);
    DirectoryRecord record = own(records);
    return record == null
        ? ""
        : hierarchy
            .systemUseParser()
            .linkTarget(records.bytes(), systemUse(link, record), record.end());
  }

  /** Returns the attributes of an entry's AL entries. */
  Map<String, ByteSource> attributeList(IsoNode node) throws IOException {
    RecordReader records = records(node);
    DirectoryRecord record = own(records);
    return record == null
        ? Map.of()
        : AttributeList.read(
            hierarchy
                .systemUseParser()
                .attributeList(records.bytes(), systemUse(node, record), record.end()));
  }

  /** Reads the first record that is not an associated file's; null if there is none. */
  private static DirectoryRecord own(RecordReader records) throws IOException {
    DirectoryRecord record = records.next();
    while (record != null && record.is(DirectoryRecord.ASSOCIATED)) {
      record = records.next();
    }
    return record;
  }

  /** Returns where the entries of a record's system use field start. */
  private int systemUse(IsoNode node, DirectoryRecord record) {
    return record.systemUse() + (node.isRoot() ? 0 : hierarchy.skip());
  }

  private RecordReader records(IsoNode node) {
    long start = node.position() / VolumeDescriptor.SECTOR * VolumeDescriptor.SECTOR;
    return hierarchy.records(
        start,
        MAX_DISTANCE_BYTES,
        node.position() - start,
        new BufferPool(RecordReader.RECORD_BUFFER_SIZE));
  }
}
