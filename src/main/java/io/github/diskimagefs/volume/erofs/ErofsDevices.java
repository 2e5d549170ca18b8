package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.ImageFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The devices of a volume: the primary one, which is the image, and further ones, which are files
 * of the image's folder. Blocks are counted in one space, in which further devices may have a
 * place.
 */
final class ErofsDevices implements Closeable {
  static final int SLOT_BYTES = 128;

  private static final String NAME = "device table";

  /** Kernels allow 65535; images of containers have one for each layer. */
  private static final int MAX_DEVICES = 1024;

  /**
   * A further device.
   *
   * @param description for messages
   * @param blocks number of its blocks
   * @param start its first block in the space of all; 0 if it has no place there
   * @param file its bytes; null if it was not found
   */
  record Device(String description, long blocks, long start, HostFile file) implements Closeable {
    /** Returns the bytes. */
    ByteSource bytes() throws MalformedImageException {
      if (file == null) {
        throw new MalformedImageException(
            NAME, MalformedImageException.NO_OFFSET, description + " is not in the image's folder");
      }
      return file;
    }

    @Override
    public void close() throws IOException {
      if (file != null) {
        file.close();
      }
    }
  }

  private final ByteSource primary;
  private final ByteSource space;
  private final List<Device> devices;

  private ErofsDevices(ByteSource primary, List<Device> devices, int blockBits) {
    this.primary = primary;
    this.devices = devices;
    boolean placed = devices.stream().anyMatch(device -> device.start > 0);
    this.space = placed ? DeviceSpace.of(primary, devices, blockBits) : primary;
  }

  /** Reads the device table and opens the devices that are found; closes them after an error. */
  static ErofsDevices open(ByteSource volume, ErofsSuperblock superblock, ImageFolder folder)
      throws IOException {
    int count = superblock.extraDevices();
    List<Device> devices = new ArrayList<>();
    if (count > 0) {
      long start = superblock.deviceTable();
      if (!volume.holds(start, (long) count * SLOT_BYTES)) {
        throw new MalformedImageException(
            NAME, start, count + " devices, but the data end at byte " + volume.size());
      }
      if (count > MAX_DEVICES) {
        throw new UnsupportedImageException("EROFS on more than " + MAX_DEVICES + " devices");
      }
      Struct table = Struct.read(NAME, volume, start, count * SLOT_BYTES, ByteOrder.LITTLE_ENDIAN);
      DeviceFinder finder = new DeviceFinder(folder, superblock.blockBits());
      try {
        for (int i = 0; i < count; i++) {
          Struct slot = table.slice("device " + (i + 1), i * SLOT_BYTES, SLOT_BYTES);
          String tag = ErofsSuperblock.text(slot, 0, 64).strip();
          long blocks = slot.u32(0x40);
          String description = slot.name() + (tag.isEmpty() ? "" : " (" + tag + ")");
          devices.add(new Device(description, blocks, slot.u32(0x44), finder.find(tag, blocks)));
        }
      } catch (IOException | RuntimeException | Error e) {
        Closing.after(e, devices.toArray(Closeable[]::new));
        throw e;
      }
    }
    return new ErofsDevices(volume, List.copyOf(devices), superblock.blockBits());
  }

  /** Returns the image. */
  ByteSource primary() {
    return primary;
  }

  /** Returns the space of the blocks of all devices that have a place in it. */
  ByteSource space() {
    return space;
  }

  List<Device> further() {
    return devices;
  }

  /**
   * Returns the bytes that the blocks of a chunk index are in.
   *
   * @param id as recorded, of which bits above the number of devices have no meaning
   */
  ByteSource device(int id) throws IOException {
    int mask = Integer.highestOneBit(devices.size()) * 2 - 1;
    int number = devices.isEmpty() ? 0 : id & mask;
    if (number == 0) {
      return space;
    }
    if (number > devices.size()) {
      throw new MalformedImageException(
          "chunk index",
          MalformedImageException.NO_OFFSET,
          "device " + number + " of " + devices.size());
    }
    return devices.get(number - 1).bytes();
  }

  @Override
  public void close() throws IOException {
    Closing.all(devices);
  }
}
