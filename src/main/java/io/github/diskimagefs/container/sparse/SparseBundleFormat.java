package io.github.diskimagefs.container.sparse;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Decryption;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.container.SiblingImage;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** Format of sparse bundles ({@code .sparsebundle}): folders with a property list and bands. */
public final class SparseBundleFormat extends ProbedFormat {
  private static final String TOKEN = "token";
  private static final String EXTENSION = "sparsebundle";

  /** The format. */
  public SparseBundleFormat() {
    super(ImageScheme.DMG, "a sparse bundle");
  }

  /** A folder of this extension that has bands is a bundle even if its property list is broken. */
  @Override
  public boolean probe(ImageFile file) throws IOException {
    if (file.bytes() != null || file.folder() == null) {
      return false;
    }
    BundleFiles files = new BundleFiles(file.folder());
    return BundleInfo.probe(files)
        || (file.extension().equals(EXTENSION)
            && (files.bands() != null || files.stored(BundleInfo.NAME) != null));
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    BundleFiles files = new BundleFiles(file.folder());
    BundleInfo info = BundleInfo.read(files);
    HostFolder bands = files.bands();
    if (bands == null || bands.names(1).isEmpty()) {
      throw new MalformedImageException(
          "sparse bundle",
          MalformedImageException.NO_OFFSET,
          bands == null ? "the folder bands is missing" : "there are no bands in its folder");
    }
    SiblingImage token = token(files, context);
    return new SparseBundle(bands, info, token, token == null ? null : decryption(token));
  }

  /** Opens the file with the keys of an encrypted bundle; it is empty where there are none. */
  private static SiblingImage token(BundleFiles files, ImageContext context) throws IOException {
    try (HostFile token = files.open(TOKEN)) {
      if (token == null || token.size() == 0) {
        return null;
      }
    }
    return context.open(files.stored(TOKEN));
  }

  private static Decryption decryption(SiblingImage token) throws IOException {
    if (token.container() instanceof Decryption decryption) {
      return decryption;
    }
    try (token) {
      throw new MalformedImageException(
          TOKEN, 0, "expected the keys of an encrypted bundle, found " + token.container().type());
    }
  }
}
