package io.github.diskimagefs.volume.fat;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Format of FAT12, FAT16 and FAT32 volumes. */
public final class FatFormat implements VolumeFormat {
  private static final String NAME = "FAT boot sector";

  /** The sector of FAT32 that has the copy of the boot sector (BPB_BkBootSec). */
  private static final int BACKUP_SECTOR = 6;

  private static final int[] SECTOR_SIZES = {512, 1024, 2048, 4096};

  /** The texts of BS_FilSysType, which do not decide the type. */
  private static final List<String> TEXTS = List.of("FAT12   ", "FAT16   ", "FAT     ", "FAT32   ");

  private static final int TEXT = 54;
  private static final int TEXT_FAT32 = 82;

  /** What Windows puts into the boot sector of a volume that BitLocker To Go encrypts. */
  private static final String BITLOCKER_TO_GO =
      ";\u00D6gI).\u00D8J\u0083\u0099\u00F6\u00A39\u00E3\u00D0\1";

  private static final int BITLOCKER_TO_GO_OFFSET = 424;

  @Override
  public boolean hasSignature(VolumeSource source) throws IOException {
    ByteSource volume = source.track();
    Struct boot = sector(volume, 0);
    if (boot == null) {
      return false;
    }
    boolean plausible = BiosParameterBlock.read(boot).plausible();
    return signed(boot)
        || (plausible && tabled(volume, boot))
        || (!plausible && Diskette.parameters(volume) != null);
  }

  @Override
  public boolean hasCopy(VolumeSource source) throws IOException {
    ByteSource volume = source.track();
    return sector(volume, 0) != null && backup(volume) != null;
  }

  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    ByteSource volume = source.track();
    Struct boot = sector(volume, 0);
    if (boot == null) {
      return List.of();
    }
    BiosParameterBlock block = BiosParameterBlock.read(boot);
    if (!block.plausible()) {
      Struct backup = backup(volume);
      BiosParameterBlock diskette = backup == null ? Diskette.parameters(volume) : null;
      boot = backup == null ? boot : backup;
      block = diskette == null ? BiosParameterBlock.read(boot) : diskette;
    }
    if (boot.has(BITLOCKER_TO_GO_OFFSET, BITLOCKER_TO_GO)) {
      throw new UnsupportedImageException("BitLocker To Go");
    }
    Charset charset = options.charset().orElseGet(FatFormat::defaultCharset);
    FatVolume opened = new FatVolume(volume, boot, block, charset, source.cache());
    return List.of(VolumeView.of(opened.type(), () -> opened));
  }

  /** Returns the code page of the IBM PC; a small runtime may lack it. */
  private static Charset defaultCharset() {
    return Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;
  }

  /** Reads a boot sector; null if the source ends before. */
  private static Struct sector(ByteSource volume, long position) throws IOException {
    return Struct.readIfThere(
        NAME, volume, position, BiosParameterBlock.LENGTH, ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns whether a boot sector has the text by which most systems mark it. */
  private static boolean signed(Struct boot) {
    return TEXTS.stream().anyMatch(text -> boot.has(TEXT, text) || boot.has(TEXT_FAT32, text));
  }

  /** Returns whether a table is where it should be: it begins with the media byte. */
  private static boolean tabled(ByteSource volume, Struct boot) throws IOException {
    BiosParameterBlock block = BiosParameterBlock.read(boot);
    for (int i = 0; i < block.fats(); i++) {
      long position = block.fatOffset(i);
      if (volume.holds(position, 4)) {
        Struct table = Struct.read(NAME, volume, position, 4, ByteOrder.LITTLE_ENDIAN);
        if (table.u8(0) == block.media() && table.u8(0) >= 0xF0 && table.u16(1) == 0xFFFF) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns the copy of a damaged boot sector, which FAT32 alone has; null if there is none. */
  private static Struct backup(ByteSource volume) throws IOException {
    for (int size : SECTOR_SIZES) {
      Struct boot = sector(volume, (long) BACKUP_SECTOR * size);
      if (boot != null && signed(boot)) {
        BiosParameterBlock block = BiosParameterBlock.read(boot);
        if (block.fat32() && block.sectorSize() == size && block.plausible()) {
          return boot;
        }
      }
    }
    return null;
  }
}
