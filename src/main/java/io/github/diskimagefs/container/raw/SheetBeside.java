package io.github.diskimagefs.container.raw;

import io.github.diskimagefs.ImageException;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SheetFiles;
import io.github.diskimagefs.container.SheetText;
import io.github.diskimagefs.container.SiblingImage;
import io.github.diskimagefs.container.VerifyReport;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Raw sectors that a sheet beside them describes: the image opens as the sheet says.
 *
 * @param sheet name of the sheet
 * @param bare opens the sectors if the sheet cannot be opened; null if they cannot do without it
 */
record SheetBeside(String sheet, ContainerFormat bare) implements ContainerFormat {
  /** Sheets that name their files. */
  private static final List<String> NAMING = List.of("cue", "toc", "gdi");

  /** Sheets that belong to the file of the same name. */
  private static final List<String> NAMED = List.of("ccd", "mds", "b5t", "b6t", "bwt");

  /** The end of a file's name where each track has a file. */
  private static final Pattern NUMBERED =
      Pattern.compile("(.*?)[ _-]*[(\\[]?track[ _-]*\\d{1,2}[)\\]]?", Pattern.CASE_INSENSITIVE);

  private static final Pattern FILE_COMMAND =
      Pattern.compile("(?im)^[ \t]*(FILE|AUDIOFILE|DATAFILE)[ \t]");

  /** Finds the sheet that describes a file; null if there is none beside it. */
  static String find(ImageFile file) throws IOException {
    int dot = file.name().lastIndexOf('.');
    String base = dot < 0 ? file.name() : file.name().substring(0, dot);
    try (SheetFiles files = new SheetFiles(file, null)) {
      for (String extension : NAMED) {
        Optional<String> sheet = files.stored(base + "." + extension);
        if (sheet.isPresent()) {
          return sheet.get();
        }
      }
      Matcher numbered = NUMBERED.matcher(base);
      for (String extension : NAMING) {
        Optional<String> sheet = files.stored(base + "." + extension);
        if (sheet.isPresent() && names(files, sheet.get(), file.name(), true)) {
          return sheet.get();
        }
        sheet = numbered.matches() ? files.stored(numbered.group(1) + "." + extension) : sheet;
        if (sheet.isPresent() && names(files, sheet.get(), file.name(), false)) {
          return sheet.get();
        }
      }
      return null;
    }
  }

  /**
   * Returns whether a sheet names a file.
   *
   * @param same whether both have the same name, so that a single file is meant even if the sheet
   *     was renamed with it
   */
  private static boolean names(SheetFiles files, String sheet, String name, boolean same)
      throws IOException {
    HostFile host = files.openIfThere(sheet);
    for (String text : SheetText.readings(host, Optional.empty())) {
      if (folded(text).contains(folded(name))
          || (same && FILE_COMMAND.matcher(text).results().count() == 1)) {
        return true;
      }
    }
    return false;
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  @Override
  public ImageScheme scheme() {
    return ImageScheme.CDBIN;
  }

  @Override
  public boolean accepts(String scheme) {
    return scheme.equals(ImageScheme.CDBIN.text())
        || (bare != null && scheme.equals(ImageScheme.ISO.text()));
  }

  @Override
  public String description() {
    return "raw CD sectors";
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    try {
      SiblingImage image = context.open(sheet);
      if (image != null) {
        return new Described(image);
      }
      if (bare == null) {
        throw new MalformedImageException(
            file.name(), MalformedImageException.NO_OFFSET, "needs its sheet " + sheet);
      }
    } catch (ImageException e) {
      if (bare == null) {
        throw e;
      }
    }
    return bare.open(file, context);
  }

  /** The image that the sheet describes. */
  private record Described(SiblingImage image) implements Container {
    @Override
    public String type() {
      return image.container().type();
    }

    @Override
    public Content content() {
      return image.container().content();
    }

    @Override
    public Map<String, String> properties() throws IOException {
      return image.container().properties();
    }

    @Override
    public void verify(VerifyReport report) throws IOException {
      image.container().verify(report);
    }

    @Override
    public void close() throws IOException {
      image.close();
    }
  }
}
