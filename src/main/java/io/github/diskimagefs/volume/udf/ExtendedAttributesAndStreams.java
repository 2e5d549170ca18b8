package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a file has beside its content: extended attributes and named streams (UDF 3.3.4, 3.3.5). */
record ExtendedAttributesAndStreams(LogicalVolumeSpace space, FileEntry entry) {
  private static final int STREAMS = 2048;
  private static final int SPACE = 4 << 20;

  List<String> names() throws IOException {
    Set<String> names = new LinkedHashSet<>();
    for (Struct attributes : spaces()) {
      names.addAll(ExtendedAttributesSpace.named(attributes).keySet());
    }
    FileIdentifiers streams = streams();
    if (streams != null) {
      for (FileIdentifier stream = streams.next(); stream != null; stream = streams.next()) {
        if (names.size() == STREAMS) {
          throw new MalformedImageException(
              "Stream Directory",
              entry.streams().block() * space.blockSize(),
              "more than " + STREAMS + " streams");
        }
        names.add(shown(stream.name()));
      }
    }
    return List.copyOf(names);
  }

  /** Null if there is none of that name. */
  ByteSource value(String name) throws IOException {
    for (Struct attributes : spaces()) {
      Map<String, Struct> named = ExtendedAttributesSpace.named(attributes);
      if (named.containsKey(name)) {
        return named.get(name).source();
      }
    }
    FileIdentifiers streams = streams();
    if (streams != null) {
      for (FileIdentifier stream = streams.next(); stream != null; stream = streams.next()) {
        if (shown(stream.name()).equals(name)) {
          return Allocation.content(space, Icb.read(space, stream.icb()));
        }
      }
    }
    return null;
  }

  /** UDF 2.00 3.3.8.4: the resource fork is a stream. */
  private static String shown(String stream) {
    return stream.equals("*UDF Macintosh Resource Fork") ? "com.apple.ResourceFork" : stream;
  }

  private List<Struct> spaces() throws IOException {
    List<Struct> spaces = new ArrayList<>();
    if (entry.attributesLength() > 0) {
      Struct struct = space.descriptor("File Entry", entry.partition(), entry.block());
      spaces.add(
          struct.slice("Extended Attributes", entry.attributesOffset(), entry.attributesLength()));
    }
    if (entry.attributesIcb() != null) {
      ByteSource content = Allocation.content(space, Icb.read(space, entry.attributesIcb()));
      if (content.size() > SPACE) {
        throw new MalformedImageException(
            "Extended Attributes",
            entry.attributesIcb().block() * space.blockSize(),
            content.size() + " bytes of them");
      }
      spaces.add(
          Struct.read(
              "Extended Attributes", content, 0, (int) content.size(), ByteOrder.LITTLE_ENDIAN));
    }
    return spaces;
  }

  private FileIdentifiers streams() throws IOException {
    if (entry.streams() == null) {
      return null;
    }
    FileEntry directory = Icb.read(space, entry.streams());
    return new FileIdentifiers(Allocation.content(space, directory), null, 0);
  }
}
