package io.github.diskimagefs.container.qcow;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;

/** QCOW version 1 and QCOW2, the disk images of qemu. */
public final class QcowFormat implements ProbedFormat {
  private static final String MAGIC = "QFI\u00FB";

  @Override
  public ImageScheme scheme() {
    return ImageScheme.IMG;
  }

  @Override
  public String description() {
    return "a QCOW image";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    return file.bytes() != null && file.bytes().size() >= 8 && magic(file).has(0, MAGIC);
  }

  private static Struct magic(ImageFile file) throws IOException {
    return Struct.read("QCOW header", file.bytes(), 0, 8, ByteOrder.BIG_ENDIAN);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    return magic(file).u32(4) == 1
        ? Qcow1Image.open(file, context)
        : Qcow2Image.open(file, context);
  }
}
