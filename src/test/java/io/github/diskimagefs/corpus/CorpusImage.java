package io.github.diskimagefs.corpus;

import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** An image and what the files beside it say of it. */
final class CorpusImage {
  private static final Set<String> FILE_SYSTEMS = Set.of("squashfs", "erofs", "cramfs");
  private static final String MANIFEST = ".manifest.tsv";

  private final Path folder;
  private final String stored;
  private final String name;
  private final Path unpacked;

  CorpusImage(Path folder, String stored, Path unpacked) {
    this.folder = folder;
    this.stored = stored;
    // A manifest may be that of the packed file itself.
    this.name =
        TextFile.exists(folder.resolve(stored + MANIFEST))
                || Files.exists(folder.resolve(stored + ".expect.txt"))
            ? stored
            : plainName(stored);
    this.unpacked = unpacked;
  }

  /** The name without what says that it is packed. */
  static String plainName(String stored) {
    return stored.replaceFirst("\\.(gz|zip)$", "");
  }

  String name() {
    return name;
  }

  /** Returns the image file, unpacked if it is compressed. */
  Path path() throws IOException {
    Path packed = folder.resolve(stored);
    if (stored.equals(name)) {
      return packed;
    }
    Path target = unpacked.resolve(name);
    synchronized (CorpusImage.class) {
      if (Files.notExists(target)) {
        Files.createDirectories(unpacked);
        try (InputStream in = Files.newInputStream(packed)) {
          SparseCopy.copy(
              stored.endsWith(".gz") ? new GZIPInputStream(in) : largestEntry(packed, in), target);
        }
      }
    }
    return target;
  }

  /** Returns the entry that is the image; some archives carry a text beside it. */
  private static InputStream largestEntry(Path packed, InputStream in) throws IOException {
    String name;
    try (ZipFile archive = new ZipFile(packed.toFile())) {
      name =
          archive.stream().max(Comparator.comparingLong(ZipEntry::getSize)).orElseThrow().getName();
    }
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (entry.getName().equals(name)) {
        return zip;
      }
    }
    throw new IOException(packed + " has no entry");
  }

  /** Returns whether the file is compressed, and the tables are about the image in it. */
  boolean compressed() {
    return stored.endsWith(".gz") && !stored.equals(name);
  }

  /** Returns the path of the file as it is stored, packed or not. */
  Path stored() {
    return folder.resolve(stored);
  }

  /** Returns the URI scheme: the folder's name, or that of the file systems in it. */
  String scheme() {
    String name = folder.getFileName().toString();
    return FILE_SYSTEMS.contains(name) ? "img" : name;
  }

  /** Returns the options that the image needs, without {@code view} and the like. */
  Map<String, Object> environment() throws IOException {
    Map<String, Object> env = new TreeMap<>();
    password().ifPresent(password -> env.put("password", password));
    String plain = name.replaceFirst("\\.[^.]*$", "");
    if (Files.exists(folder.resolve(plain + ".damage.tsv"))
        || Files.exists(folder.resolve(name + ".damage.tsv"))) {
      env.put("verify", "true");
    }
    return env;
  }

  /**
   * Returns the environment under which the manifest without a variant holds: that of a disk with
   * partitions is of the first, which is not always the main volume; that of a disc is of the main
   * volume.
   */
  Map<String, Object> firstVolume() throws IOException {
    Map<String, Object> env = environment();
    Manifest first = variants().get(new Variant("vol1"));
    if (first != null && manifest().map(Manifest::lines).map(first.lines()::equals).orElse(true)) {
      env.put("volume", "1");
    }
    return env;
  }

  Optional<String> password() throws IOException {
    return text(".password.txt").map(String::strip);
  }

  /** How a bad image may behave. */
  Optional<String> expectation() throws IOException {
    return text(".expect.txt").map(String::strip);
  }

  /** The tree in the default view. */
  Optional<Manifest> manifest() throws IOException {
    return manifestOf(name);
  }

  /** The tree of another image of the folder. */
  Optional<Manifest> manifestOf(String image) throws IOException {
    Path file = folder.resolve(image + MANIFEST);
    return TextFile.exists(file) ? Optional.of(Manifest.read(file, optional())) : Optional.empty();
  }

  /** Returns further manifests, by the variant of opening of which each says the tree. */
  Map<Variant, Manifest> variants() throws IOException {
    Map<Variant, Manifest> variants = new LinkedHashMap<>();
    for (String file : sideFiles()) {
      if (file.startsWith(name + ".")
          && file.endsWith(MANIFEST)
          && file.length() > name.length() + MANIFEST.length()) {
        String variant = file.substring(name.length() + 1, file.length() - MANIFEST.length());
        if (Variant.known(variant)) {
          variants.put(new Variant(variant), Manifest.read(folder.resolve(file), optional()));
        }
      }
    }
    return variants;
  }

  /** Returns the names of the files of the folder, those of packed tables without that ending. */
  private List<String> sideFiles() throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .map(child -> child.getFileName().toString())
          .map(file -> file.endsWith(".tsv.gz") ? file.substring(0, file.length() - 3) : file)
          .sorted()
          .distinct()
          .collect(toList());
    }
  }

  /** Returns {@code size sha256} of the whole disk by variant, the default one under "". */
  Map<String, String[]> raw() throws IOException {
    Map<String, String[]> tables = new TreeMap<>();
    for (String file : sideFiles()) {
      if (file.startsWith(name + ".") && file.endsWith(".raw.tsv")) {
        String variant =
            file.substring(name.length(), file.length() - ".raw.tsv".length())
                .replaceFirst("^\\.", "");
        if (variant.isEmpty() || Variant.known(variant)) {
          tables.put(variant, TextFile.read(folder.resolve(file)).strip().split("\t"));
        }
      }
    }
    return tables;
  }

  /** Returns {@code track type frames bytes sha256} of each track's sectors as recorded. */
  List<String[]> tracks() throws IOException {
    return table(".tracks.tsv");
  }

  /** Returns {@code path uid gid nlink rdev kind}. */
  List<String[]> unix() throws IOException {
    return table(".unix.tsv");
  }

  /** Returns {@code path offset length sha256} of parts of files. */
  List<String[]> probes() throws IOException {
    return table(".probe.tsv");
  }

  /** Returns whether the file system starts within the file: it may be found there or not. */
  boolean offset() {
    return Files.exists(folder.resolve(name + ".offset.txt"));
  }

  /** Returns the password of an encrypted disk whose tree is a variant of its own. */
  Optional<String> secret() throws IOException {
    return text(".secret.txt").map(String::strip);
  }

  private List<String[]> table(String ending) throws IOException {
    return lines(ending).stream().map(line -> line.split("\t", -1)).collect(toList());
  }

  /** Paths that need not be shown. */
  private Set<String> optional() throws IOException {
    return Set.copyOf(lines(".optional.txt"));
  }

  /** Returns {@code path name size sha256} of extended attributes. */
  List<String[]> attributes() throws IOException {
    return table(".xattr.tsv");
  }

  /** {@code path sectors form2-sectors payload raw2352 raw2336}. */
  List<String[]> form2() throws IOException {
    return lines(".form2.tsv").stream().skip(1).map(line -> line.split("\t", -1)).collect(toList());
  }

  /** Returns the lines of a file; a carriage return of a name is written as an escape. */
  private List<String> lines(String ending) throws IOException {
    return text(ending).stream()
        .flatMap(String::lines)
        .map(line -> line.replace("\\r", "\r"))
        .collect(toList());
  }

  private Optional<String> text(String ending) throws IOException {
    Path file = folder.resolve(name + ending);
    return TextFile.exists(file) ? Optional.of(TextFile.read(file)) : Optional.empty();
  }
}
