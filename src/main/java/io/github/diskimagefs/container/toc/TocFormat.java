package io.github.diskimagefs.container.toc;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.container.SheetText;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Toc-files of cdrdao: recognised by a TRACK with a mode or, with their extension, by their first
 * word. LaTeX uses the same extension.
 */
public final class TocFormat extends ProbedFormat {
  private static final Pattern FIRST_LINE =
      Pattern.compile(
          "\\s*(CD_DA|CD_ROM|CD_ROM_XA|CD_I|CATALOG|CD_TEXT|FIRST_TRACK_NO|TRACK)\\b.*",
          Pattern.CASE_INSENSITIVE);

  /** The format. */
  public TocFormat() {
    super(ImageScheme.CDBIN, "a cdrdao toc-file");
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    if (file.bytes() == null || file.bytes().size() > SheetText.MAX_LENGTH) {
      return false;
    }
    if (file.extension().equals("cue")) {
      return false;
    }
    String text = SheetText.read(file.bytes(), Optional.empty());
    if (text == null) {
      return false;
    }
    if (file.extension().equals("toc")) {
      return text.lines()
          .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("//"))
          .findFirst()
          .filter(line -> FIRST_LINE.matcher(line).matches())
          .isPresent();
    }
    return text.lines().anyMatch(line -> line.matches("[ \t]*TRACK[ \t]+(AUDIO|MODE[12]).*"))
        && text.lines().noneMatch(line -> line.matches("(?i)[ \t]*INDEX[ \t]+\\d+[ \t]+\\d.*"));
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    Optional<Charset> charset = context.options().charset();
    List<String> readings = SheetText.readings(file.bytes(), charset);
    if (readings.isEmpty()) {
      throw new MalformedImageException(
          "toc-file, line 1", MalformedImageException.NO_OFFSET, "the file is no text");
    }
    return DiscContainer.open(
        "cdrdao toc-file",
        file,
        context,
        files -> {
          TocSheet sheet =
              files.best(readings, text -> TocParser.parse(text, charset), TocSheet::fileNames);
          boolean only = sheet.fileNames().size() == 1;
          DiscBuilder disc = new DiscBuilder(context.volumes());
          return new TocLayout(sheet, only, files, disc, file.cache()).build();
        });
  }
}
