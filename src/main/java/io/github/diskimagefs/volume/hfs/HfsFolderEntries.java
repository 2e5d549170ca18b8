package io.github.diskimagefs.volume.hfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.FolderCursor;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.apple.MacNames;
import java.io.IOException;

/** Cursor over the entries of a folder. */
final class HfsFolderEntries extends FolderCursor {
  private final HfsVolume volume;
  private final int aliasDepth;
  private byte[] last = {};

  HfsFolderEntries(HfsVolume volume, HfsCatalogFile catalog, HfsNode folder, int aliasDepth)
      throws IOException {
    super(catalog.first(folder.id()), folder.id(), folder.valence());
    this.volume = volume;
    this.aliasDepth = aliasDepth;
  }

  @Override
  protected long parent(Struct key) throws MalformedImageException {
    return HfsCatalogFile.parent(key);
  }

  @Override
  protected boolean entry(Struct data) throws MalformedImageException {
    return HfsCatalogFile.entry(data);
  }

  @Override
  protected int compareLast(Struct key) throws MalformedImageException {
    return HfsCatalogFile.compareName(last, key);
  }

  @Override
  protected boolean repeatsLast(Struct key) throws MalformedImageException {
    return compareLast(key) == 0;
  }

  @Override
  protected Node node(Struct key, Struct data) throws IOException {
    Struct name = HfsCatalogFile.name(key);
    last = name.bytes();
    String shown = volume.shown(name);
    if (shown == null) {
      return null;
    }
    return volume.node(MacNames.ambiguous(shown) ? distinct(shown) : shown, data, aliasDepth);
  }
}
