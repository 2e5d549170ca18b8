package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/** Primary volume descriptor, ECMA-167 3/10.1. */
record PrimaryVolumeDescriptor(
    long sequence,
    String volumeIdentifier,
    int volumeNumber,
    int volumes,
    String volumeSetIdentifier,
    EntityId application,
    long recorded,
    EntityId implementation) {

  static PrimaryVolumeDescriptor read(Struct struct) throws MalformedImageException {
    return new PrimaryVolumeDescriptor(
        struct.u32(16), // 3/10.1.2
        Cs0.dstring(struct, 24, 32), // 3/10.1.4
        struct.u16(56), // 3/10.1.5
        struct.u16(58), // 3/10.1.6
        Cs0.dstring(struct, 72, 128), // 3/10.1.11
        EntityId.read(struct, 344), // 3/10.1.16
        Timestamp.micros(struct, 376), // 3/10.1.17
        EntityId.read(struct, 388)); // 3/10.1.18
  }
}
