package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.VerifyReport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An open image: a disc of tracks, a DVD or a disk.
 *
 * @param parent the image that it is based on, or null
 * @param disc the disc of tracks, or null
 * @param sectorSize bytes of a sector of a DVD or disk
 */
record ChdImage(
    ByteSource file,
    ChdHeader header,
    List<MetadataEntry> metadata,
    ChdParent parent,
    ChdDisk disk,
    DiscContainer disc,
    int sectorSize)
    implements Container {
  private static final String TYPE = "CHD";
  private static final String GEOMETRY = "GDDD";
  private static final int DVD_SECTOR = 2048;

  /** Other metadata of hard disks and cards, and their names for a reader. */
  private static final Map<String, String> OTHERS =
      Map.of("IDNT", "identify data", "KEY ", "key", "CIS ", "card information structure");

  static ChdImage open(ImageFile image, ImageContext context) throws IOException {
    ByteSource file = image.bytes();
    ChdHeader header = ChdHeader.read(file);
    List<MetadataEntry> metadata = MetadataEntry.list(file, header.metadataOffset());
    HunkMap map = header.map(file);
    ChdParent parent =
        header.parent() == null ? null : ChdParent.open(image, context, header.parent());
    try {
      ChdDisk disk =
          new ChdDisk(
              file,
              header,
              map,
              parent == null ? null : parent.disk(),
              image.cache(),
              context.options().verify());
      DiscContainer disc =
          ChdMedium.of(metadata) == ChdMedium.DISC
              ? disc(file, header, metadata, disk, context)
              : null;
      int sectorSize =
          ChdMedium.of(metadata) == ChdMedium.DVD
              ? DVD_SECTOR
              : sectorSize(geometry(file, metadata), header.unitBytes());
      return new ChdImage(file, header, metadata, parent, disk, disc, sectorSize);
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, parent);
      throw e;
    }
  }

  private static DiscContainer disc(
      ByteSource file,
      ChdHeader header,
      List<MetadataEntry> metadata,
      ChdDisk disk,
      ImageContext context)
      throws IOException {
    if (header.hunkBytes() % CdHunk.FRAME != 0) {
      throw new MalformedImageException(
          "CHD header",
          0,
          "hunks of frames of " + CdHunk.FRAME + " bytes",
          header.hunkBytes() + " bytes");
    }
    TrackList tracks = TrackList.read(file, metadata);
    return new DiscContainer(
        TYPE, new ChdLayout(disk, tracks, new DiscBuilder(context.volumes())).build());
  }

  /** Returns the geometry that the metadata state, as text; null if there is none. */
  private static String geometry(ByteSource file, List<MetadataEntry> metadata) throws IOException {
    for (MetadataEntry entry : metadata) {
      if (entry.tag().equals(GEOMETRY)) {
        return entry.text(file);
      }
    }
    return null;
  }

  /** Returns bytes of a sector by the geometry, or else by the unit. */
  private static int sectorSize(String geometry, int unitBytes) {
    String stated = geometry == null ? "" : geometry.replaceAll("(?s).*BPS:(\\d{1,5}).*", "$1");
    int size = stated.matches("\\d{1,5}") ? Integer.parseInt(stated) : unitBytes;
    boolean usual = size == 512 || size == 1024 || size == 2048 || size == 4096;
    return usual ? size : Content.BlockDevice.DEFAULT_SECTOR_SIZE;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Content content() {
    return disc == null ? new Content.BlockDevice(disk, sectorSize) : disc.content();
  }

  @Override
  public Map<String, String> properties() throws IOException {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("version", Integer.toString(header.version()));
    properties.put("size", header.size() + " bytes");
    properties.put("hunk size", header.hunkBytes() + " bytes");
    if (header.unitBytes() != header.hunkBytes()) {
      properties.put("unit size", header.unitBytes() + " bytes");
    }
    properties.put(
        "compression",
        header.codecs().isEmpty()
            ? "none"
            : header.codecs().stream().map(ChdCodec::toString).collect(Collectors.joining(", ")));
    put(properties, "MD5", header.md5());
    put(properties, "SHA-1", header.sha1());
    put(properties, "SHA-1 of the data", header.rawSha1());
    if (parent != null) {
      properties.put("parent", parent.name());
    }
    put(properties, "geometry", geometry(file, metadata));
    for (MetadataEntry entry : metadata) {
      String name = OTHERS.get(entry.tag());
      put(properties, name, name == null ? null : entry.length() + " bytes");
    }
    if (disc != null) {
      properties.putAll(disc.properties());
    }
    return properties;
  }

  private static void put(Map<String, String> properties, String key, String value) {
    if (value != null) {
      properties.put(key, value);
    }
  }

  @Override
  public void verify(VerifyReport report) throws IOException {
    new ChdVerifier(file, header, metadata, disk).verify(report);
    if (disc != null) {
      disc.verify(report);
    }
  }

  /** Drops the decoded hunks, and closes the parent. */
  @Override
  public void close() throws IOException {
    try (parent) {
      disk.close();
    }
  }
}
