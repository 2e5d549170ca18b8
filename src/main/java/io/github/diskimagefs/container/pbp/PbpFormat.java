package io.github.diskimagefs.container.pbp;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SignedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** PBP, packages of the PlayStation Portable that hold discs of the first PlayStation. */
public final class PbpFormat extends SignedFormat {
  static final String ENCRYPTED = "\0PGD";

  private static final String MAGIC = "\0PBP";

  /** Writers follow these letters by different numbers of zeros. */
  private static final String DISC = "PSISOIMG";

  private static final String DISCS = "PSTITLEIMG";
  private static final String GAME = "NPUMDIMG";
  private static final int HEADER_LENGTH = 40;
  private static final int DISC_TABLE = 0x200;
  private static final int MAX_DISCS = 5;

  /** The format. */
  public PbpFormat() {
    super(ImageScheme.CDBIN, "a PBP package", MAGIC);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    ByteSource bytes = file.bytes();
    Struct header = Struct.read("PBP header", bytes, 0, HEADER_LENGTH, ByteOrder.LITTLE_ENDIAN);
    long archive = header.u32(0x24); // DATA.PSAR
    int length = DISCS.length();
    if (archive > bytes.size() - length) {
      throw new UnsupportedImageException("PBP without a disc");
    }
    Struct magic = Struct.read("PBP archive", bytes, archive, length, ByteOrder.LITTLE_ENDIAN);
    if (magic.has(0, GAME)) {
      throw new UnsupportedImageException("PBP of a PlayStation Portable game, encrypted");
    }
    if (!magic.has(0, DISC) && !magic.has(0, DISCS)) {
      throw new UnsupportedImageException("PBP without a disc");
    }
    List<Long> offsets = magic.has(0, DISC) ? List.of(archive) : discs(bytes, archive);
    List<PbpDisc> discs = new ArrayList<>();
    for (long offset : offsets) {
      Struct disc = Struct.read("PBP disc", bytes, offset, DISC.length(), ByteOrder.LITTLE_ENDIAN);
      if (!disc.has(0, DISC)) {
        throw disc.malformed("%s is missing", DISC);
      }
      discs.add(PbpDisc.open(file, offset, context.volumes()));
    }
    return new PbpImage(discs, ParamSfo.read(bytes, header.u32(8), header.u32(12)));
  }

  /** Returns where the discs of a package of several are, up to the first that is missing. */
  private static List<Long> discs(ByteSource bytes, long archive) throws IOException {
    Struct table =
        Struct.read(
            "PBP disc table",
            bytes,
            archive + DISC_TABLE,
            MAX_DISCS * Integer.BYTES,
            ByteOrder.LITTLE_ENDIAN);
    requirePlain(table, 0);
    List<Long> offsets = new ArrayList<>();
    for (int i = 0; i < MAX_DISCS && table.u32(i * Integer.BYTES) != 0; i++) {
      offsets.add(archive + table.u32(i * Integer.BYTES));
    }
    if (offsets.isEmpty()) {
      throw new MalformedImageException("PBP disc table", archive + DISC_TABLE, "no disc is there");
    }
    return offsets;
  }

  /** Throws if an encrypted structure starts at an offset. */
  static void requirePlain(Struct struct, int offset) throws UnsupportedImageException {
    if (struct.has(offset, ENCRYPTED)) {
      throw new UnsupportedImageException("PBP of the PlayStation Store, encrypted (PGD)");
    }
  }
}
