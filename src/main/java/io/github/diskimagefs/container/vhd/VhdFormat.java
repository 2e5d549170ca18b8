package io.github.diskimagefs.container.vhd;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerDetector;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** VHD, the Virtual Hard Disk of Virtual PC and Hyper-V. */
public final class VhdFormat implements ContainerFormat {
  private static final VhdFormat INSTANCE = new VhdFormat();

  /** Recognises dynamic and differencing disks, which start with a copy of the footer. */
  public static final ContainerDetector BY_HEADER =
      file -> file.bytes() != null && VhdFooter.atStart(file.bytes()) ? INSTANCE : null;

  /**
   * Recognises fixed disks, which are a plain disk and a footer: to be asked before plain disks,
   * whose partitions they have as well.
   */
  public static final ContainerDetector BY_FOOTER =
      file -> file.bytes() != null && VhdFooter.atEnd(file.bytes()) ? INSTANCE : null;

  private VhdFormat() {}

  @Override
  public ImageScheme scheme() {
    return ImageScheme.IMG;
  }

  @Override
  public String description() {
    return "a VHD image";
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    return VhdImage.open(file, context);
  }
}
