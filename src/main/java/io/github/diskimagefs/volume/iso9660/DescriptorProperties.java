package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the descriptors tell a reader. */
record DescriptorProperties(DescriptorSet set, VolumeDescriptor descriptor, NameDecoder names) {

  Map<String, String> all() throws MalformedImageException {
    Map<String, String> facts = new LinkedHashMap<>();
    boolean sierra = descriptor.layout() == DescriptorRevision.HIGH_SIERRA;
    int shift = sierra ? 8 : 0;
    text(facts, "system identifier", 8 + shift, 32); // BP 9, §8.4.6
    text(facts, "volume identifier", 40 + shift, 32); // BP 41, §8.4.7
    facts.put("volume space size", descriptor.blocks() + " blocks");
    facts.put("logical block size", descriptor.blockSize() + " bytes");
    if (!sierra) {
      text(facts, "volume set identifier", 190, 128); // BP 191, §8.4.19
      text(facts, "publisher identifier", 318, 128);
      text(facts, "data preparer identifier", 446, 128);
      text(facts, "application identifier", 574, 128);
      text(facts, "copyright file identifier", 702, 37); // BP 703, §8.4.23
      text(facts, "abstract file identifier", 739, 37);
      text(facts, "bibliographic file identifier", 776, 37);
      date(facts, "volume creation", 813); // BP 814, §8.4.26
      date(facts, "volume modification", 830);
      date(facts, "volume expiration", 847);
      date(facts, "volume effective", 864);
    }
    if (set.start() > 0) {
      facts.put("session start", "block " + set.start() / VolumeDescriptor.SECTOR);
    }
    if (descriptor.jolietLevel() > 0) {
      facts.put("joliet level", Integer.toString(descriptor.jolietLevel()));
    }
    return facts;
  }

  private void text(Map<String, String> facts, String name, int at, int length)
      throws MalformedImageException {
    String text = descriptor.text(at, length, names);
    if (!text.isEmpty() && text.charAt(0) != 0) {
      facts.put(name, text);
    }
  }

  private void date(Map<String, String> facts, String name, int at) throws MalformedImageException {
    long time = IsoTime.digits(descriptor.in(), at, true);
    if (time != 0) {
      facts.put(name, Instant.ofEpochMilli(time).toString());
    }
  }
}
