package io.github.diskimagefs.mount;

import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ccd.CcdFormat;
import io.github.diskimagefs.container.cue.CueFormat;
import io.github.diskimagefs.container.diskcopy.DiskCopyFormat;
import io.github.diskimagefs.container.encrypted.EncryptedBands;
import io.github.diskimagefs.container.encrypted.EncryptedFormat;
import io.github.diskimagefs.container.nrg.NrgFormat;
import io.github.diskimagefs.container.raw.FlatDiskFormat;
import io.github.diskimagefs.container.raw.HeadlessFormat;
import io.github.diskimagefs.container.raw.RawFormat;
import io.github.diskimagefs.container.raw.SectorsFormat;
import io.github.diskimagefs.container.sparse.SparseBundleFormat;
import io.github.diskimagefs.container.sparse.SparseImageFormat;
import io.github.diskimagefs.container.toc.TocFormat;
import io.github.diskimagefs.container.udif.UdifFormat;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.hfs.HfsFormat;
import io.github.diskimagefs.volume.hfsplus.HfsPlusFormat;
import io.github.diskimagefs.volume.iso9660.Iso9660Format;
import io.github.diskimagefs.volume.other.OtherFormats;
import io.github.diskimagefs.volume.udf.UdfFormat;
import java.util.List;

/** Every format, in order of preference. A new format is one line here. */
final class Formats {
  private Formats() {}

  /** Those with a signature first, bare sectors last. */
  static final List<ContainerFormat> CONTAINERS =
      List.of(
          new NrgFormat(),
          new UdifFormat(),
          new EncryptedFormat(),
          new SparseImageFormat(),
          new SparseBundleFormat(EncryptedBands::open),
          new DiskCopyFormat(),
          new CcdFormat(),
          new TocFormat(),
          new CueFormat(),
          new SectorsFormat(),
          new RawFormat(),
          new FlatDiskFormat(),
          new HeadlessFormat());

  /** Volume formats. */
  static final List<VolumeFormat> VOLUMES =
      List.of(
          new Iso9660Format(),
          new UdfFormat(),
          new HfsPlusFormat(),
          new HfsFormat(),
          new OtherFormats());

  /** Views of one and the same optical disc volume. */
  static final List<String> OPTICAL = List.of("rockridge", "udf", "joliet", "iso9660", "iso1999");

  /** Which view {@code auto} takes where several show the same disc: the first that is there. */
  static final List<String> VIEWS =
      List.of("rockridge", "udf", "joliet", "iso9660", "iso1999", "hfsplus", "hfs");
}
