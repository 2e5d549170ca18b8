package io.github.diskimagefs.container.vmdk;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ZeroSource;
import io.github.diskimagefs.container.BlockMappedSource;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SiblingDisk;
import io.github.diskimagefs.container.SiblingName;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Opens the extents that a descriptor names, each a file of the descriptor's folder. */
final class ExtentOpener implements Closeable {
  private static final String STRUCTURE = "VMDK extent";
  private static final int SECTOR_SIZE = GrainTables.SECTOR_SIZE;

  private final ImageFile image;
  private final ByteSource parent;
  private final List<Closeable> opened = new ArrayList<>();
  private int extentCount;

  ExtentOpener(ImageFile image, ByteSource parent) {
    this.image = image;
    this.parent = parent;
  }

  /** Opens all extents, joined in their order; {@link #close} closes them. */
  ByteSource open(VmdkDescriptor descriptor) throws IOException {
    List<ByteSource> extents = new ArrayList<>();
    extentCount = descriptor.extents().size();
    long start = 0;
    for (VmdkDescriptor.Line line : descriptor.extents()) {
      if (line.sectors() > 0) {
        ByteSource extent = extent(line, start);
        extents.add(extent);
        start += extent.size();
      }
    }
    if (extents.isEmpty()) {
      throw new MalformedImageException(
          "VMDK descriptor", MalformedImageException.NO_OFFSET, "has no extents");
    }
    return extents.size() == 1 ? extents.get(0) : new JoinedExtents(extents);
  }

  private ByteSource extent(VmdkDescriptor.Line line, long start) throws IOException {
    long size = line.sectors() * SECTOR_SIZE;
    if (line.access().equals("NOACCESS")) {
      throw new UnsupportedImageException("VMDK extent without access (NOACCESS)");
    }
    return switch (line.type()) {
      case "ZERO" -> new ZeroSource(size);
      case "FLAT", "VMFS" -> file(line).slice(line.offset() * SECTOR_SIZE, size);
      case "SPARSE", "VMFSSPARSE", "SESPARSE" -> sparse(line, size, start);
      default -> throw new UnsupportedImageException("VMDK extent of type " + line.type());
    };
  }

  private ByteSource file(VmdkDescriptor.Line line) throws IOException {
    if (line.name() == null) {
      throw new MalformedImageException(
          STRUCTURE, MalformedImageException.NO_OFFSET, "a " + line.type() + " has no file");
    }
    SiblingDisk file =
        SiblingDisk.raw(
            image, STRUCTURE, SiblingName.resolve(image.name(), STRUCTURE, line.name(), true));
    opened.add(file);
    return file.bytes();
  }

  private ByteSource sparse(VmdkDescriptor.Line line, long size, long start) throws IOException {
    ByteSource file = file(line);
    ByteSource shown = null;
    if (parent != null && start < parent.size()) {
      shown = parent.slice(start, Math.min(size, parent.size() - start));
    }
    BlockMappedSource extent =
        line.type().equals("SESPARSE")
            ? new SeSparseExtent(file, SeSparseHeader.read(file), shown, image.cache(), extentCount)
            : new SparseExtent(
                file, SparseHeader.read(file).tables(), shown, image.cache(), extentCount);
    opened.add(extent);
    if (extent.size() < size) {
      throw new MalformedImageException(
          STRUCTURE, 0, size + " bytes in " + line.name(), extent.size() + " bytes");
    }
    return extent.slice(0, size);
  }

  @Override
  public void close() throws IOException {
    IOException failed = null;
    for (Closeable each : opened) {
      try {
        each.close();
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
