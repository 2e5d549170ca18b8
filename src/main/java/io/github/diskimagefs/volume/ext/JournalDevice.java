package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.ImageFolder;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the external journal of a volume: a device with a superblock of its own, whose identifier
 * the volume's superblock has. It is looked for among the files of the image's folder.
 */
final class JournalDevice {
  /** Names of the folder that are looked at. */
  private static final int MAX_NAMES = 10_000;

  /** Files whose superblock is looked at. */
  private static final int MAX_OPENED = 256;

  private static final int UUID = 0x68;
  private static final int JOURNAL_UUID = 0xD0;
  private static final int UUID_LENGTH = 16;

  private JournalDevice() {}

  /** Returns where the journal's own superblock is, in the block after that of the device's. */
  static long superblock(int blockSize) {
    return (Superblock.OFFSET / blockSize + 1L) * blockSize;
  }

  /**
   * Opens the journal of a volume, which the caller closes.
   *
   * @return null if it is not in the folder
   */
  static HostFile find(ImageFolder folder, Superblock volume) throws IOException {
    byte[] uuid = volume.struct().bytes(JOURNAL_UUID, UUID_LENGTH); // s_journal_uuid
    List<String> names = new ArrayList<>(folder.files().names(MAX_NAMES));
    names.remove(folder.image());
    names.sort(null);
    IOException unreadable = null;
    for (String name : names.subList(0, Math.min(names.size(), MAX_OPENED))) {
      try {
        HostFile file = openIfIdentified(folder, name, uuid);
        if (file != null) {
          return file;
        }
      } catch (ClosedChannelException e) {
        throw e; // says nothing of the file
      } catch (IOException e) {
        unreadable = unreadable == null ? e : unreadable; // of another user: the next may be it
      }
    }
    if (unreadable != null) {
      throw new IOException(
          "ext4 with a journal to be replayed on another device, which may be a file that is not"
              + " readable: "
              + unreadable,
          unreadable);
    }
    return null;
  }

  private static HostFile openIfIdentified(ImageFolder folder, String name, byte[] uuid)
      throws IOException {
    HostFile file = folder.files().open(name);
    boolean found = false;
    try {
      found = file != null && identified(file, uuid);
    } finally {
      if (file != null && !found) {
        file.close();
      }
    }
    return found ? file : null;
  }

  private static boolean identified(ByteSource file, byte[] uuid) throws IOException {
    if (!SuperblockFinder.signed(file)) {
      return false;
    }
    Struct superblock =
        Struct.read(
            "superblock", file, Superblock.OFFSET, Superblock.LENGTH, ByteOrder.LITTLE_ENDIAN);
    return (superblock.u32(0x60) & ExtFeature.JOURNAL_DEV.bit()) != 0 // s_feature_incompat
        && Arrays.equals(superblock.bytes(UUID, UUID_LENGTH), uuid);
  }
}
