package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.SegmentedSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The space of the blocks of all devices: those of the image from its start, those of further
 * devices at the places that the device table gives them.
 */
final class DeviceSpace extends SegmentedSource {
  private static final long PRIMARY = -1;

  private final ByteSource primary;
  private final List<ErofsDevices.Device> devices;
  private final int blockBits;
  private final long size;

  private DeviceSpace(
      ByteSource primary, List<ErofsDevices.Device> devices, int blockBits, long size) {
    this.primary = primary;
    this.devices = devices;
    this.blockBits = blockBits;
    this.size = size;
  }

  static DeviceSpace of(ByteSource primary, List<ErofsDevices.Device> devices, int blockBits) {
    List<ErofsDevices.Device> placed = new ArrayList<>(devices);
    placed.removeIf(device -> device.start() == 0 || device.blocks() == 0);
    placed.sort(Comparator.comparingLong(ErofsDevices.Device::start));
    long size = primary.size();
    for (ErofsDevices.Device device : placed) {
      size = Math.max(size, (device.start() + device.blocks()) << blockBits);
    }
    return new DeviceSpace(primary, placed, blockBits, size);
  }

  @Override
  public long size() {
    return size;
  }

  /** Returns the index of the device that holds a position, or {@link #PRIMARY}. */
  @Override
  protected long segment(long position) {
    int index = lastUpTo(position >> blockBits);
    if (index < 0) {
      return PRIMARY;
    }
    ErofsDevices.Device device = devices.get(index);
    return (position >> blockBits) < device.start() + device.blocks() ? index : PRIMARY;
  }

  /** Returns the index of the last device that starts up to a block; -1 if none does. */
  private int lastUpTo(long block) {
    int low = 0;
    int high = devices.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (devices.get(middle).start() <= block) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  @Override
  protected long remaining(long segment, long position) {
    int next = lastUpTo(position >> blockBits) + 1;
    long end = next < devices.size() ? devices.get(next).start() << blockBits : size;
    if (segment != PRIMARY) {
      ErofsDevices.Device device = devices.get((int) segment);
      end = Math.min(end, (device.start() + device.blocks()) << blockBits);
    }
    return end - position;
  }

  @Override
  protected ByteSource stored(long segment, long position) throws IOException {
    if (segment != PRIMARY) {
      return devices.get((int) segment).bytes();
    }
    if (!primary.holds(position, 1)) {
      throw new MalformedImageException(
          "block " + (position >> blockBits),
          MalformedImageException.NO_OFFSET,
          "no device has it");
    }
    return primary;
  }

  @Override
  protected long storedOffset(long segment, long position) {
    return segment == PRIMARY
        ? position
        : position - (devices.get((int) segment).start() << blockBits);
  }

  /** Returns whether the image is: its files are in its own folder. */
  @Override
  public boolean isEncoded() {
    return primary.isEncoded();
  }
}
