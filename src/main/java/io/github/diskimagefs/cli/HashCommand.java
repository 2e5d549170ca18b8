package io.github.diskimagefs.cli;

import io.github.diskimagefs.serve.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints checksums of the files of images. */
@Command(
    name = "hash",
    description = {
      "Prints a checksum of each file of an image.",
      "",
      "The lines have the format of sha256sum, with paths relative to the root: sha256sum -c checks"
          + " an extracted copy by it. Special files and links have none, but a link that --path"
          + " names has that of its target. With several algorithms, or with --tag, each line names"
          + " its algorithm.",
      "",
      "Keys of --json: image, path, size, and one for each algorithm, such as sha256."
    },
    footer = {
      "  diskimagefs hash disc.iso > disc.sha256",
      "  diskimagefs hash -a md5,crc32 disc.iso disc.cue",
      "  diskimagefs hash --path '/docs/**/*.txt' disc.iso",
      "  diskimagefs hash --view raw --path '*.img' disk.qcow2"
    })
final class HashCommand extends ImagesCommand {
  private static final int BUFFER = 1 << 17;

  @Option(
      names = {"-a", "--algorithm"},
      paramLabel = "NAME",
      split = ",",
      completionCandidates = Names.class,
      description = "${COMPLETION-CANDIDATES}; sha256 by default. Several are joined by commas.")
  private List<HashAlgorithm> algorithms = List.of(HashAlgorithm.SHA256);

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description =
          "A file, a folder or a pattern in each image; may be repeated. Default: everything.")
  private List<String> paths = new ArrayList<>();

  @Mixin private ExcludeOption excluded = new ExcludeOption();

  @Option(names = "--tag", description = "Lines such as 'SHA256 (name) = digits', as of BSD.")
  private boolean tagged;

  private final byte[] buffer = new byte[BUFFER];

  /** The algorithms' names in lower case. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Names() {
      for (HashAlgorithm algorithm : HashAlgorithm.values()) {
        add(key(algorithm));
      }
    }
  }

  HashCommand(Console console) {
    super(console);
  }

  private static String key(HashAlgorithm algorithm) {
    return algorithm.name().toLowerCase(Locale.ROOT);
  }

  /** A comment, which the readers of such lists skip. */
  @Override
  String title(String name) {
    return "# " + name;
  }

  @Override
  boolean hasGaps() {
    return false;
  }

  @Override
  void run(String name) throws IOException {
    try (OpenReference reference = image.open(name, console, !paths.isEmpty());
        FileSystem disc = reference.open(console)) {
      List<String> starts = paths;
      if (paths.isEmpty()) {
        String path = reference.path();
        starts = List.of(path == null || path.isEmpty() ? "/" : path);
      }
      PathSelection chosen = new PathSelection(console, disc, false).addAll(starts);
      Exclusions exclusions = excluded.in(disc);
      Progress progress = console.progress();
      if (progress.isShown()) {
        progress.start(TotalSize.of(chosen.entries(), exclusions));
      }
      TreeWalk walk =
          new TreeWalk(console, exclusions) {
            @Override
            boolean visit(Path entry, BasicFileAttributes attributes) throws IOException {
              if (attributes.isRegularFile()) {
                hash(name, entry, attributes.size(), progress);
              }
              return true;
            }
          };
      for (Path start : chosen.entries()) {
        if (chosen.isNamed(start)) {
          walkStored(walk, start);
        } else {
          walk.walk(start);
        }
      }
      progress.clear();
    }
  }

  /** Walks over an entry under the names that the image stores, as an extracted copy has them. */
  private void walkStored(TreeWalk walk, Path start) {
    try {
      walk.walkTarget(start.toRealPath(LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      console.fail(start, e);
    }
  }

  private void hash(String image, Path file, long size, Progress progress) throws IOException {
    progress.name(file.toString());
    Set<HashAlgorithm> wanted = new LinkedHashSet<>(algorithms);
    Map<HashAlgorithm, HashAlgorithm.Computation> computations = new LinkedHashMap<>();
    wanted.forEach(algorithm -> computations.put(algorithm, algorithm.start()));
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (HashAlgorithm.Computation computation : computations.values()) {
          computation.update(buffer, n);
        }
        progress.add(n);
      }
    }
    JsonWriter json =
        Console.newJson()
            .beginObject()
            .member("image", image)
            .member("path", file.toString())
            .member("size", size);
    for (Map.Entry<HashAlgorithm, HashAlgorithm.Computation> each : computations.entrySet()) {
      String digits = each.getValue().result();
      if (isJson()) {
        json.member(key(each.getKey()), digits);
      } else {
        String path = file.toString().substring(1);
        console.exactly(
            tagged || computations.size() > 1
                ? ChecksumLine.tagged(each.getKey().name(), path, digits)
                : ChecksumLine.plain(path, digits));
      }
    }
    if (isJson()) {
      console.json(json.endObject());
    }
  }
}
