package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.FolderCursor;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.apple.MacNames;
import java.io.IOException;

/** Cursor over the entries of a folder, except those of the file system itself. */
final class HfsPlusFolderEntries extends FolderCursor {
  private final HfsPlusVolume volume;
  private final HfsPlusCatalogFile catalog;
  private final long folder;
  private final int aliasDepth;
  private String last = "";

  /** The key whose name was decoded last, and that name: it is compared, then shown. */
  private Struct decoded;

  private String decodedName;

  HfsPlusFolderEntries(
      HfsPlusVolume volume, HfsPlusCatalogFile catalog, HfsPlusNode folder, int aliasDepth)
      throws IOException {
    super(catalog.first(folder.id()), folder.id(), folder.valence());
    this.volume = volume;
    this.catalog = catalog;
    this.folder = folder.id();
    this.aliasDepth = aliasDepth;
  }

  @Override
  protected long parent(Struct key) throws MalformedImageException {
    return key.u32(0);
  }

  @Override
  protected boolean entry(Struct data) throws MalformedImageException {
    return HfsPlusCatalogFile.entry(data);
  }

  @Override
  protected int compareLast(Struct key) throws MalformedImageException {
    return catalog.compareName(last, key);
  }

  /** Names that the volume's order does not tell apart may differ in characters that it ignores. */
  @Override
  protected boolean repeatsLast(Struct key) throws MalformedImageException {
    return name(key).equals(last);
  }

  private String name(Struct key) throws MalformedImageException {
    if (key != decoded) {
      decodedName = HfsPlusCatalogFile.name(key);
      decoded = key;
    }
    return decodedName;
  }

  @Override
  protected Node node(Struct key, Struct data) throws IOException {
    last = name(key);
    String name = MacNames.shown(last);
    if (name == null || HfsNames.hidden(folder, last)) {
      return null;
    }
    return volume.node(MacNames.ambiguous(name) ? distinct(name) : name, data, aliasDepth);
  }
}
