package io.github.diskimagefs.container.qcow;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SignedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;

/** QCOW version 1 and QCOW2, the disk images of qemu. */
public final class QcowFormat extends SignedFormat {
  private static final String MAGIC = "QFI\u00FB";

  /** Bytes of the magic number and the version. */
  private static final int HEADER_LENGTH = 8;

  /** The format. */
  public QcowFormat() {
    super(ImageScheme.IMG, "a QCOW image", HEADER_LENGTH, MAGIC);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    Struct header =
        Struct.read("QCOW header", file.bytes(), 0, HEADER_LENGTH, ByteOrder.BIG_ENDIAN);
    return header.u32(4) == 1 ? Qcow1Image.open(file, context) : Qcow2Image.open(file, context);
  }
}
