package io.github.diskimagefs.mount;

import io.github.diskimagefs.bytes.BufferedSource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.ContainerDetector;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.blindwrite.B6tFormat;
import io.github.diskimagefs.container.blindwrite.BwtFormat;
import io.github.diskimagefs.container.bochs.BochsFormat;
import io.github.diskimagefs.container.c2d.C2dFormat;
import io.github.diskimagefs.container.ccd.CcdFormat;
import io.github.diskimagefs.container.cdi.CdiFormat;
import io.github.diskimagefs.container.chd.ChdFormat;
import io.github.diskimagefs.container.cif.CifFormat;
import io.github.diskimagefs.container.cloop.CloopFormat;
import io.github.diskimagefs.container.cso.CsoFormat;
import io.github.diskimagefs.container.cue.CueFormat;
import io.github.diskimagefs.container.diskcopy.DiskCopyFormat;
import io.github.diskimagefs.container.ecm.EcmFormat;
import io.github.diskimagefs.container.encrypted.EncryptedFormat;
import io.github.diskimagefs.container.ewf.EwfFormat;
import io.github.diskimagefs.container.gdi.GdiFormat;
import io.github.diskimagefs.container.isz.IszFormat;
import io.github.diskimagefs.container.macbinary.AppleDoubleFormat;
import io.github.diskimagefs.container.macbinary.MacBinaryFormat;
import io.github.diskimagefs.container.mds.MdsFormat;
import io.github.diskimagefs.container.ndif.NdifFormat;
import io.github.diskimagefs.container.nrg.NrgFormat;
import io.github.diskimagefs.container.other.OtherContainers;
import io.github.diskimagefs.container.other.OtherTrailers;
import io.github.diskimagefs.container.parallels.ParallelsFormat;
import io.github.diskimagefs.container.pbp.PbpFormat;
import io.github.diskimagefs.container.qcow.QcowFormat;
import io.github.diskimagefs.container.qed.QedFormat;
import io.github.diskimagefs.container.raw.RawCdFormat;
import io.github.diskimagefs.container.simg.SimgFormat;
import io.github.diskimagefs.container.sparse.SparseBundleFormat;
import io.github.diskimagefs.container.sparse.SparseImageFormat;
import io.github.diskimagefs.container.split.SplitFormat;
import io.github.diskimagefs.container.toc.TocFormat;
import io.github.diskimagefs.container.twoimg.TwoImgFormat;
import io.github.diskimagefs.container.udif.UdifFormat;
import io.github.diskimagefs.container.vdi.VdiFormat;
import io.github.diskimagefs.container.vhd.VhdFormat;
import io.github.diskimagefs.container.vhdx.VhdxFormat;
import io.github.diskimagefs.container.vmdk.VmdkFormat;
import io.github.diskimagefs.container.wrapped.WrappedFormat;
import io.github.diskimagefs.partition.Partitions;
import io.github.diskimagefs.sector.VolumeRecognizer;
import io.github.diskimagefs.volume.StandardIdentifier;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.apfs.ApfsFormat;
import io.github.diskimagefs.volume.cramfs.CramfsFormat;
import io.github.diskimagefs.volume.erofs.ErofsFormat;
import io.github.diskimagefs.volume.exfat.ExfatFormat;
import io.github.diskimagefs.volume.ext.ExtFormat;
import io.github.diskimagefs.volume.fat.FatFormat;
import io.github.diskimagefs.volume.hfs.HfsFormat;
import io.github.diskimagefs.volume.hfsplus.HfsPlusFormat;
import io.github.diskimagefs.volume.iso9660.Iso9660Format;
import io.github.diskimagefs.volume.iso9660.TrackOrigin;
import io.github.diskimagefs.volume.ntfs.NtfsFormat;
import io.github.diskimagefs.volume.other.OtherFormats;
import io.github.diskimagefs.volume.romfs.RomfsFormat;
import io.github.diskimagefs.volume.squashfs.SquashfsFormat;
import io.github.diskimagefs.volume.udf.UdfFormat;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Every format, in order of preference. A new format is one line here. */
final class Formats {
  private Formats() {}

  /** Volume formats of optical discs, which may share the same sectors. */
  static final List<VolumeFormat> OPTICAL = List.of(new Iso9660Format(), new UdfFormat());

  /** Volume formats of Apple. */
  static final List<VolumeFormat> APPLE =
      List.of(new ApfsFormat(), new HfsPlusFormat(), new HfsFormat());

  /** Other volume formats of disks. */
  static final List<VolumeFormat> DISK =
      List.of(
          new ExtFormat(),
          new FatFormat(),
          new ExfatFormat(),
          new NtfsFormat(),
          new ErofsFormat(),
          new CramfsFormat(),
          new RomfsFormat(),
          new SquashfsFormat(),
          new LuksFormat(),
          new OtherFormats());

  /** Every volume format. */
  static final List<VolumeFormat> VOLUMES =
      Stream.of(OPTICAL, APPLE, DISK).flatMap(List::stream).toList();

  /** Recognises the volumes of all formats by their first sectors. */
  static final VolumeRecognizer RECOGNIZER =
      new VolumeRecognizer() {
        @Override
        public boolean opticalVolume(ByteSource userData) throws IOException {
          return StandardIdentifier.read(userData, StandardIdentifier.FIRST_DESCRIPTOR) != null;
        }

        @Override
        public boolean diskVolume(ByteSource userData) throws IOException {
          VolumeSource source = VolumeSource.of(userData, 2048, null);
          for (VolumeFormat format : APPLE) {
            if (format.hasSignature(source)) {
              return true;
            }
          }
          return Partitions.APM.probe(userData);
        }

        @Override
        public long origin(ByteSource userData) throws IOException {
          return TrackOrigin.of(userData);
        }
      };

  /** Containers whose files may start with compressed data of their own. */
  private static final List<ContainerDetector> TRAILED =
      List.of(new NdifFormat(), new NrgFormat(), CdiFormat.BY_DESCRIPTOR, new UdifFormat());

  /** Containers with a signature first, then plain sectors, and those with only a trailer last. */
  private static final List<ContainerDetector> OTHERS =
      List.of(
          new EncryptedFormat(),
          new SparseImageFormat(),
          new SparseBundleFormat(),
          new DiskCopyFormat(),
          new TwoImgFormat(),
          new QcowFormat(),
          new QedFormat(),
          new BochsFormat(),
          new EwfFormat(),
          new VmdkFormat(),
          VhdFormat.BY_HEADER,
          new VhdxFormat(),
          new VdiFormat(),
          new ParallelsFormat(),
          new ChdFormat(),
          new CsoFormat(),
          new EcmFormat(),
          new IszFormat(),
          new PbpFormat(),
          new MdsFormat(),
          new B6tFormat(),
          new BwtFormat(),
          new C2dFormat(),
          new CifFormat(),
          new SimgFormat(),
          new CloopFormat(),
          new OtherContainers(),
          new CcdFormat(),
          new GdiFormat(),
          new TocFormat(),
          new CueFormat(),
          new RawCdFormat(RECOGNIZER),
          VhdFormat.BY_FOOTER,
          new BareImageDetector(),
          CdiFormat.BY_TRAILER,
          new OtherTrailers(),
          new EmbeddedDetector());

  private static final List<ContainerDetector> IMAGES = joined(List.of(TRAILED, OTHERS));

  /** Encodings of a whole file, in which plain sectors look like a disk. */
  private static final List<ContainerDetector> ENCODINGS =
      List.of(
          new MacBinaryFormat(file -> first(IMAGES, file)),
          new AppleDoubleFormat(new NdifFormat()));

  private static final List<ContainerDetector> UNCOMPRESSED = joined(List.of(ENCODINGS, IMAGES));

  private static final List<ContainerDetector> WRAPPED =
      List.of(new WrappedFormat(file -> first(IMAGES, file), file -> first(UNCOMPRESSED, file)));

  private static final List<ContainerDetector> WHOLE =
      joined(List.of(ENCODINGS, TRAILED, WRAPPED, OTHERS));

  /** All formats: first the images that were cut into parts, whose first part looks whole. */
  static final List<ContainerDetector> CONTAINERS =
      joined(List.of(List.of(new SplitFormat(file -> first(WHOLE, file))), WHOLE));

  private static List<ContainerDetector> joined(List<List<ContainerDetector>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }

  /** Returns the container format of a file, or null if it is of none; probes each once. */
  static ContainerFormat container(ImageFile file) throws IOException {
    return first(CONTAINERS, file);
  }

  private static ImageFile buffered(ImageFile file) {
    return file.bytes() == null
        ? file
        : new ImageFile(
            file.name(),
            new BufferedSource(file.bytes()),
            file.folder(),
            file.cache(),
            file.storage(),
            file.resourceFork());
  }

  private static ContainerFormat first(List<ContainerDetector> detectors, ImageFile file)
      throws IOException {
    ImageFile buffered = buffered(file);
    for (ContainerDetector detector : detectors) {
      ContainerFormat format = detector.detect(detector.keepsFile() ? file : buffered);
      if (format != null) {
        return format;
      }
    }
    return null;
  }
}
