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

  static PrimaryVolumeDescriptor read(Struct in) throws MalformedImageException {
    return new PrimaryVolumeDescriptor(
        in.u32(16), // 3/10.1.2
        Cs0.dstring(in, 24, 32), // 3/10.1.4
        in.u16(56), // 3/10.1.5
        in.u16(58), // 3/10.1.6
        Cs0.dstring(in, 72, 128), // 3/10.1.11
        EntityId.read(in, 344), // 3/10.1.16
        Timestamp.micros(in, 376), // 3/10.1.17
        EntityId.read(in, 388)); // 3/10.1.18
  }
}
