package io.github.diskimagefs.volume.apple;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import java.nio.file.attribute.FileTime;

/** File or folder of HFS or HFS Plus: what the catalog records of both state. */
public abstract class CatalogNode implements Node {
  /** Name of the extended attribute that shows the resource fork. */
  public static final String RESOURCE_FORK = "com.apple.ResourceFork";

  private final String name;
  private final boolean folder;
  private final int id;
  private final int valence;
  private final int created;
  private final int modified;
  private final FinderInfo finder;
  private final long place;
  private final int above;

  /**
   * Creates a node.
   *
   * @param name as shown
   * @param id catalog node ID, unsigned
   * @param valence number of entries of a folder, unsigned
   * @param created as {@link MacDate}, 0 if not recorded
   * @param modified as {@link MacDate}
   * @param finder null if it is zero
   * @param place image offset of the record
   * @param above count of {@link DirectoryTree} for the parent folder
   */
  protected CatalogNode(
      String name,
      boolean folder,
      int id,
      int valence,
      int created,
      int modified,
      FinderInfo finder,
      long place,
      int above) {
    this.name = name;
    this.folder = folder;
    this.id = id;
    this.valence = valence;
    this.created = created;
    this.modified = modified;
    this.finder = finder;
    this.place = place;
    this.above = above;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public Kind kind() {
    return folder ? Kind.DIRECTORY : Kind.FILE;
  }

  @Override
  public final FileTime modified() {
    return MacDate.time(modified);
  }

  @Override
  public final FileTime created() {
    return MacDate.time(created == 0 ? modified : created);
  }

  @Override
  public final Object key() {
    return id();
  }

  @Override
  public final boolean hidden() {
    return finder != null && finder.invisible();
  }

  /** Returns whether this is a folder. */
  public final boolean directory() {
    return folder;
  }

  /** Returns the catalog node ID. */
  public final long id() {
    return Integer.toUnsignedLong(id);
  }

  /** Returns the number of entries of a folder, as stated by its record. */
  public final long valence() {
    return Integer.toUnsignedLong(valence);
  }

  /** Returns the Finder information, or null if it is zero. */
  public final FinderInfo finder() {
    return finder;
  }

  /** Returns the count of {@link DirectoryTree} for the parent folder. */
  public final int above() {
    return above;
  }

  /**
   * Returns the count of {@link DirectoryTree} for this folder.
   *
   * @throws MalformedImageException if the folder is in too many others
   */
  public final int requireOpen(DirectoryTree tree) throws MalformedImageException {
    return tree.requireOpen(id(), place, above, name, "catalog record", place);
  }
}
