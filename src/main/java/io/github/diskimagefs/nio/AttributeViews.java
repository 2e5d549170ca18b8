package io.github.diskimagefs.nio;

import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** The typed attribute views; each looks up its file when it is read. */
final class AttributeViews {
  private AttributeViews() {}

  /** Returns the view of a type, or null if the volume does not have it. */
  static <V extends FileAttributeView> V of(ImagePath path, Class<V> type, boolean follow) {
    Objects.requireNonNull(type);
    Volume volume = path.getFileSystem().volume();
    if (type == BasicFileAttributeView.class) {
      return type.cast(new View<>("basic", path, follow, NodeAttributes::new));
    }
    if (type == UserDefinedFileAttributeView.class) {
      return type.cast(new UserAttributes(path, follow));
    }
    if (volume.posix() && type == PosixFileAttributeView.class) {
      return type.cast(new Posix(path, follow));
    }
    if (volume.posix() && type == FileOwnerAttributeView.class) {
      return type.cast(new Owner(path, follow));
    }
    if (volume.dos() && type == DosFileAttributeView.class) {
      return type.cast(new Dos(path, follow));
    }
    return null;
  }

  /**
   * Reads the attributes of a type.
   *
   * @throws UnsupportedOperationException if the volume does not have them
   */
  static BasicFileAttributes read(Volume volume, ResolvedEntry entry, Class<?> type) {
    if (type == BasicFileAttributes.class) {
      return new NodeAttributes(entry);
    }
    if (type == PosixFileAttributes.class && volume.posix()) {
      return new NodeAttributes.Posix(entry);
    }
    if (type == DosFileAttributes.class && volume.dos()) {
      return new NodeAttributes.Dos(entry);
    }
    Objects.requireNonNull(type);
    throw new UnsupportedOperationException("no " + type.getSimpleName() + " in this image");
  }

  /** A view whose attributes are read from the entry of its file. */
  private static class View<A extends BasicFileAttributes> implements BasicFileAttributeView {
    private final String name;
    private final ImagePath path;
    private final boolean follow;
    private final Function<ResolvedEntry, A> reader;

    View(String name, ImagePath path, boolean follow, Function<ResolvedEntry, A> reader) {
      this.name = name;
      this.path = path;
      this.follow = follow;
      this.reader = reader;
    }

    final ReadOnlyFileSystemException refuse() {
      path.getFileSystem().checkOpen();
      return new ReadOnlyFileSystemException();
    }

    @Override
    public final String name() {
      return name;
    }

    @Override
    public final A readAttributes() throws IOException {
      return reader.apply(path.getFileSystem().find(path, follow));
    }

    @Override
    public final void setTimes(FileTime modified, FileTime accessed, FileTime created) {
      ReadOnlyFileSystemException refusal = refuse();
      if (modified != null || accessed != null || created != null) {
        throw refusal;
      }
    }
  }

  private static final class Posix extends View<PosixFileAttributes>
      implements PosixFileAttributeView {
    Posix(ImagePath path, boolean follow) {
      super("posix", path, follow, NodeAttributes.Posix::new);
    }

    @Override
    public UserPrincipal getOwner() throws IOException {
      return readAttributes().owner();
    }

    @Override
    public void setOwner(UserPrincipal owner) {
      Objects.requireNonNull(owner);
      throw refuse();
    }

    @Override
    public void setPermissions(Set<PosixFilePermission> permissions) {
      Objects.requireNonNull(permissions);
      throw refuse();
    }

    @Override
    public void setGroup(GroupPrincipal group) {
      Objects.requireNonNull(group);
      throw refuse();
    }
  }

  /** The view named {@code owner}; a {@link PosixFileAttributeView} has another name. */
  private static final class Owner implements FileOwnerAttributeView {
    private final Posix posix;

    Owner(ImagePath path, boolean follow) {
      this.posix = new Posix(path, follow);
    }

    @Override
    public String name() {
      return "owner";
    }

    @Override
    public UserPrincipal getOwner() throws IOException {
      return posix.getOwner();
    }

    @Override
    public void setOwner(UserPrincipal owner) {
      posix.setOwner(owner);
    }
  }

  private static final class Dos extends View<DosFileAttributes> implements DosFileAttributeView {
    Dos(ImagePath path, boolean follow) {
      super("dos", path, follow, NodeAttributes.Dos::new);
    }

    @Override
    public void setReadOnly(boolean value) {
      throw refuse();
    }

    @Override
    public void setHidden(boolean value) {
      throw refuse();
    }

    @Override
    public void setSystem(boolean value) {
      throw refuse();
    }

    @Override
    public void setArchive(boolean value) {
      throw refuse();
    }
  }
}
