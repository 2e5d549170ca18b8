package io.github.diskimagefs.container.cue;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.container.SheetText;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Cue sheets, recognised by their commands, and by their extension where they are small. */
public final class CueFormat extends ProbedFormat {
  /** The format. */
  public CueFormat() {
    super(ImageScheme.CDBIN, "a cue sheet");
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    if (file.bytes() == null || file.bytes().size() > SheetText.MAX_LENGTH) {
      return false;
    }
    if (file.extension().equals("cue")) {
      return true;
    }
    String text = SheetText.read(file.bytes(), Optional.empty());
    return text != null && shape(text);
  }

  /** Returns whether a command of sheets comes first, and a numbered TRACK follows a FILE. */
  private static boolean shape(String text) {
    boolean named = false;
    boolean begun = false;
    for (String row : (Iterable<String>) text.lines()::iterator) {
      String command = row.strip();
      if (command.isEmpty()) {
        continue;
      }
      String word = CueWords.first(command);
      if (!begun && !CueParser.COMMANDS.contains(word)) {
        return false;
      }
      begun = true;
      if (word.equals("FILE")) {
        named = true;
      } else if (named && word.equals("TRACK")) {
        return command.matches("(?i)TRACK[ \t]+\\d{1,2}[ \t]+\\S+.*");
      }
    }
    return false;
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    List<String> readings = SheetText.readings(file.bytes(), context.options().charset());
    if (readings.isEmpty()) {
      throw new MalformedImageException(
          "cue sheet, line 1", MalformedImageException.NO_OFFSET, "the file is no text");
    }
    return DiscContainer.open(
        "CUE sheet",
        file,
        context,
        files -> {
          CueSheet sheet = files.best(readings, CueParser::parse, CueSheet::fileNames);
          return new CueLayout(sheet, files, context.volumes(), file.cache()).disc();
        });
  }
}
