package io.github.diskimagefs.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The blocks of Java code of a page in Markdown. */
public final class JavaBlocks {
  private static final String START = "```java";
  private static final String END = "```";

  private JavaBlocks() {}

  /** Returns the text of each block, in the order of the page. */
  public static List<String> of(Path page) throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder open = null;
    for (String line : Files.readAllLines(page)) {
      if (open == null) {
        open = line.equals(START) ? new StringBuilder() : null;
      } else if (line.equals(END)) {
        blocks.add(open.toString());
        open = null;
      } else {
        open.append(line).append('\n');
      }
    }
    return blocks;
  }
}
