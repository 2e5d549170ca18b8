package io.github.diskimagefs.corpus;

import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/** An image and what the files beside it say of it. */
final class CorpusImage {
  private static final String MANIFEST = ".manifest.tsv";

  private final Path folder;
  private final String stored;
  private final String name;
  private final Path unpacked;

  CorpusImage(Path folder, String stored, Path unpacked) {
    this.folder = folder;
    this.stored = stored;
    this.name = plainName(stored);
    this.unpacked = unpacked;
  }

  /** The name without what says that it is packed. */
  static String plainName(String stored) {
    return stored.replaceFirst("\\.(gz|zip)$", "");
  }

  String name() {
    return name;
  }

  /** The image itself, unpacked if need be. */
  Path path() throws IOException {
    Path packed = folder.resolve(stored);
    if (stored.equals(name)) {
      return packed;
    }
    Path target = unpacked.resolve(name);
    synchronized (CorpusImage.class) {
      if (Files.notExists(target)) {
        try (InputStream in = Files.newInputStream(packed)) {
          Files.copy(stored.endsWith(".gz") ? new GZIPInputStream(in) : onlyEntry(in), target);
        }
      }
    }
    return target;
  }

  private static InputStream onlyEntry(InputStream in) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    zip.getNextEntry();
    return zip;
  }

  /** The URI scheme: the folder's name. */
  String scheme() {
    return folder.getFileName().toString();
  }

  /** What is to be said when it is opened, beside {@code view} and the like. */
  Map<String, Object> environment() throws IOException {
    Map<String, Object> env = new TreeMap<>();
    password().ifPresent(password -> env.put("password", password));
    if (Files.exists(folder.resolve(name.replaceFirst("\\.[^.]*$", "") + ".damage.tsv"))) {
      env.put("verify", "true");
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
    return Files.exists(file)
        ? Optional.of(Manifest.read(file, optional(), Corrections.of(folder, file)))
        : Optional.empty();
  }

  /** Further manifests by what stands between the image's name and the ending. */
  Map<String, Manifest> variants() throws IOException {
    Map<String, Manifest> variants = new TreeMap<>();
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.collect(toList())) {
        String file = child.getFileName().toString();
        if (file.startsWith(name + ".")
            && file.endsWith(MANIFEST)
            && file.length() > name.length() + MANIFEST.length()) {
          String variant = file.substring(name.length() + 1, file.length() - MANIFEST.length());
          variants.put(variant, Manifest.read(child, optional(), Corrections.of(folder, child)));
        }
      }
    }
    return variants;
  }

  /** Paths that need not be shown. */
  private Set<String> optional() throws IOException {
    return Set.copyOf(lines(".optional.txt"));
  }

  /** {@code path name size sha256} of extended attributes. */
  List<String[]> attributes() throws IOException {
    Corrections corrections = Corrections.of(folder, folder.resolve(name + ".xattr.tsv"));
    List<String[]> attributes = new ArrayList<>();
    for (String line : lines(".xattr.tsv")) {
      String[] columns = line.split("\t", -1);
      columns[0] = corrections.path(columns[0]);
      attributes.add(columns);
    }
    return attributes;
  }

  /** {@code path sectors form2-sectors payload raw2352 raw2336}. */
  List<String[]> form2() throws IOException {
    return lines(".form2.tsv").stream().skip(1).map(line -> line.split("\t", -1)).collect(toList());
  }

  private List<String> lines(String ending) throws IOException {
    return text(ending).stream().flatMap(String::lines).collect(toList());
  }

  private Optional<String> text(String ending) throws IOException {
    Path file = folder.resolve(name + ending);
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }
}
