package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The properties of a volume that its descriptors record. */
record DescriptorProperties(DescriptorSet set, VolumeDescriptor descriptor, NameDecoder names) {

  /** Returns the properties in the order of the descriptor, under the names of the standard. */
  Map<String, String> all() throws MalformedImageException {
    Map<String, String> properties = new LinkedHashMap<>();
    boolean sierra = descriptor.layout() == DescriptorRevision.HIGH_SIERRA;
    int shift = sierra ? 8 : 0;
    text(properties, "system identifier", 8 + shift, 32); // BP 9, §8.4.6
    text(properties, "volume identifier", 40 + shift, 32); // BP 41, §8.4.7
    properties.put("volume space size", descriptor.blocks() + " blocks");
    properties.put("logical block size", descriptor.blockSize() + " bytes");
    if (!sierra) {
      text(properties, "volume set identifier", 190, 128); // BP 191, §8.4.19
      text(properties, "publisher identifier", 318, 128);
      text(properties, "data preparer identifier", 446, 128);
      text(properties, "application identifier", 574, 128);
      text(properties, "copyright file identifier", 702, 37); // BP 703, §8.4.23
      text(properties, "abstract file identifier", 739, 37);
      text(properties, "bibliographic file identifier", 776, 37);
      date(properties, "volume creation", 813); // BP 814, §8.4.26
      date(properties, "volume modification", 830);
      date(properties, "volume expiration", 847);
      date(properties, "volume effective", 864);
    }
    if (set.start() > 0) {
      properties.put("session start", "block " + set.start() / VolumeDescriptor.SECTOR);
    }
    if (descriptor.jolietLevel() > 0) {
      properties.put("joliet level", Integer.toString(descriptor.jolietLevel()));
    }
    return properties;
  }

  private void text(Map<String, String> properties, String name, int offset, int length)
      throws MalformedImageException {
    String text = descriptor.text(offset, length, names);
    if (!text.isEmpty() && text.charAt(0) != 0) {
      properties.put(name, text);
    }
  }

  private void date(Map<String, String> properties, String name, int offset)
      throws MalformedImageException {
    long time = IsoTime.digits(descriptor.struct(), offset, true);
    if (time != IsoTime.UNKNOWN) {
      properties.put(name, Instant.ofEpochMilli(time).toString());
    }
  }
}
