package io.github.diskimagefs.container.toc;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.container.SheetText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words, strings and braces of a toc-file, comments left out. */
final class TocTokens {

  /** A token; {@code quoted} tells a string from a word. */
  record Token(String text, boolean quoted, int line) {
    boolean is(String word) {
      return !quoted && text.equals(word);
    }
  }

  private static final Token END = new Token("end of file", false, 0);

  private final Optional<Charset> charset;
  private final List<Token> tokens = new ArrayList<>();
  private int line = 1;
  private int next;

  TocTokens(String text, Optional<Charset> charset) throws MalformedImageException {
    this.charset = charset;
    int offset = 0;
    while (offset < text.length()) {
      char c = text.charAt(offset);
      if (c == '\n') {
        line++;
        offset++;
      } else if (Character.isWhitespace(c)) {
        offset++;
      } else if (text.startsWith("//", offset)) {
        int end = text.indexOf('\n', offset);
        offset = end < 0 ? text.length() : end;
      } else if (c == '"') {
        offset = string(text, offset + 1);
      } else if (c == '{' || c == '}' || c == ',') {
        tokens.add(new Token(String.valueOf(c), false, line));
        offset++;
      } else {
        int end = offset;
        while (end < text.length()
            && !Character.isWhitespace(text.charAt(end))
            && "{},\"".indexOf(text.charAt(end)) < 0) {
          end++;
        }
        tokens.add(new Token(text.substring(offset, end), false, line));
        offset = end;
      }
    }
  }

  private int string(String text, int begin) throws MalformedImageException {
    StringBuilder value = new StringBuilder();
    int offset = begin;
    while (offset < text.length() && text.charAt(offset) != '"') {
      char c = text.charAt(offset++);
      if (c == '\n') {
        throw malformed("the string is not closed");
      }
      if (c != '\\' || offset == text.length()) {
        value.append(c);
      } else if (octal(text, offset)) {
        offset = octals(text, offset, value);
      } else {
        char escaped = text.charAt(offset);
        // Only a quote and a backslash are escaped: names of Windows files have bare ones.
        if (escaped != '"' && escaped != '\\') {
          value.append('\\');
        } else {
          value.append(escaped);
          offset++;
        }
      }
    }
    if (offset >= text.length()) {
      throw malformed("the string is not closed");
    }
    tokens.add(new Token(value.toString(), true, line));
    return offset + 1;
  }

  /** Decodes escaped bytes that follow each other, because a character may take several. */
  private int octals(String text, int begin, StringBuilder value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int offset = begin;
    while (octal(text, offset)) {
      bytes.write(Integer.parseInt(text.substring(offset, offset + 3), 8));
      offset += 3;
      if (offset >= text.length() - 1 || text.charAt(offset) != '\\') {
        break;
      }
      offset++;
    }
    boolean other = text.charAt(offset - 1) == '\\'; // of another escape
    value.append(SheetText.decode(bytes.toByteArray(), charset));
    return other ? offset - 1 : offset;
  }

  private static boolean octal(String text, int offset) {
    return offset + 3 <= text.length()
        && text.substring(offset, offset + 3).matches("[0-3][0-7]{2}");
  }

  boolean more() {
    return next < tokens.size();
  }

  /** The next token without taking it; never null. */
  Token peek() {
    return more() ? tokens.get(next) : END;
  }

  Token take() {
    Token token = peek();
    next++;
    line = token.line() == 0 ? line : token.line();
    return token;
  }

  /** Takes the next token if it is that word. */
  boolean takeIf(String word) {
    if (peek().is(word)) {
      take();
      return true;
    }
    return false;
  }

  String string(String what) throws MalformedImageException {
    if (!peek().quoted()) {
      throw malformed("%s needs a string, found %s", what, peek().text());
    }
    return take().text();
  }

  /** The line of the token taken last. */
  int line() {
    return line;
  }

  MalformedImageException malformed(String detail, Object... values) {
    return new MalformedImageException(
        "toc-file, line " + line, MalformedImageException.NO_OFFSET, String.format(detail, values));
  }
}
