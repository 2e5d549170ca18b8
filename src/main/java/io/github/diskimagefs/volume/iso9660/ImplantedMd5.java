package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.volume.StoredChecksum;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checksum that {@code implantisomd5} writes into the application use field of the primary
 * volume descriptor, as on install discs of Fedora and Red Hat. It covers the volume from its start
 * with that field as blanks, without the last {@code SKIPSECTORS} sectors of 2048 bytes, which some
 * writers pad.
 *
 * @see <a href="https://github.com/rhinstaller/isomd5sum">isomd5sum</a>
 */
final class ImplantedMd5 {
  private static final int APPLICATION_USE = 883; // BP 884 to 1395, ECMA-119 §8.4.32
  private static final int APPLICATION_USE_LENGTH = 512;
  private static final int DESCRIPTOR = 32768; //    the first sector after the system area

  private static final Pattern TEXT =
      Pattern.compile("ISO MD5SUM = ([0-9a-fA-F]{32});(?:.*?SKIPSECTORS = ([0-9]{1,9});)?");

  private ImplantedMd5() {}

  /**
   * Reads the checksum of a volume.
   *
   * @param volume the bytes from the start of the volume
   * @param primary the descriptor at byte 32768
   * @return empty if there is none
   */
  static List<StoredChecksum> of(ByteSource volume, VolumeDescriptor primary)
      throws MalformedImageException {
    if (primary.layout() != DescriptorRevision.ECMA_119) {
      return List.of();
    }
    String use =
        primary.struct().text(APPLICATION_USE, APPLICATION_USE_LENGTH, StandardCharsets.ISO_8859_1);
    Matcher text = TEXT.matcher(use);
    if (!text.find()) {
      return List.of();
    }
    long skipped = text.group(2) == null ? 0 : Long.parseLong(text.group(2));
    long size = primary.blocks() * primary.blockSize();
    long length = Math.max(0, size - skipped * VolumeDescriptor.SECTOR);
    return List.of(
        new StoredChecksum(
            "implanted MD5",
            "MD5",
            text.group(1).toLowerCase(Locale.ROOT),
            content(volume, length)));
  }

  /** Returns the bytes that the checksum covers; those of a small volume end before the field. */
  private static ByteSource content(ByteSource volume, long length) {
    long field = Math.min(length, DESCRIPTOR + APPLICATION_USE);
    long after = Math.min(length, field + APPLICATION_USE_LENGTH);
    byte[] blanks = new byte[(int) (after - field)];
    Arrays.fill(blanks, (byte) ' ');
    return ConcatSource.of(
        List.of(
            volume.slice(0, field), new ArraySource(blanks), volume.slice(after, length - after)));
  }
}
