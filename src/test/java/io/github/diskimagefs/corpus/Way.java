package io.github.diskimagefs.corpus;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The ways to open an image. */
enum Way {
  BY_URI("by URI") {
    @Override
    FileSystem open(CorpusImage image, Map<String, ?> env) throws IOException {
      URI uri = URI.create(image.scheme() + ":" + image.path().toUri());
      return FileSystems.newFileSystem(uri, env);
    }
  },
  DETECTED("by detection") {
    @Override
    FileSystem open(CorpusImage image, Map<String, ?> env) throws IOException {
      return FileSystems.newFileSystem(image.path(), env);
    }
  },
  DIRECTLY("directly") {
    @Override
    FileSystem open(CorpusImage image, Map<String, ?> env) throws IOException {
      return DiskImages.open(image.path(), env);
    }
  },
  PACKED("as it is packed") {
    @Override
    FileSystem open(CorpusImage image, Map<String, ?> env) throws IOException {
      return DiskImages.open(image.stored(), env);
    }
  };

  final String says;

  Way(String says) {
    this.says = says;
  }

  abstract FileSystem open(CorpusImage image, Map<String, ?> env) throws IOException;

  /** Returns the ways that an image has: by URI if its scheme has a provider, packed if it is. */
  static List<Way> of(CorpusImage image) {
    List<Way> ways = new ArrayList<>(List.of(DETECTED, DIRECTLY));
    if (installed(image.scheme())) {
      ways.add(0, BY_URI);
    }
    if (image.compressed()) {
      ways.add(PACKED);
    }
    return ways;
  }

  static boolean installed(String scheme) {
    return FileSystemProvider.installedProviders().stream()
        .anyMatch(provider -> provider.getScheme().equals(scheme));
  }
}
