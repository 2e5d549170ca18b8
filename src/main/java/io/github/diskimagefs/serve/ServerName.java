package io.github.diskimagefs.serve;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name by which clients reach a server: a host name (RFC 1123, section 2.1) or an address, with
 * or without a port, as in the header {@code Host}.
 *
 * @param host in lower case; Unicode as its ASCII form (RFC 3490), as browsers send it
 * @param port 0 if there is none
 */
public record ServerName(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(\\[[^\\]]*\\]|[^:\\[\\]]*)(?::(\\d{1,5}))?");

  /** Names in local networks may have underscores. */
  private static final Pattern LABELS =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\\.?");

  private static final Pattern IPV6 =
      Pattern.compile("\\[(?=[^\\]]*:)[0-9a-f:.]+(%[0-9a-z_.-]+)?\\]");

  private static final int MAX_NAME_LENGTH = 253;
  private static final int MAX_PORT = 65_535;

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it is neither a host name nor an address
   */
  public static ServerName of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw malformed(text);
    }
    String host = form.group(1).toLowerCase(Locale.ROOT);
    if (!IPV6.matcher(host).matches()) {
      host = ascii(host, text);
    }
    int port = 0;
    if (form.group(2) != null) {
      port = Integer.parseInt(form.group(2));
      if (port < 1 || port > MAX_PORT) {
        throw malformed(text);
      }
    }
    return new ServerName(host, port);
  }

  /** Returns a host name in ASCII; labels of more than 63 characters are refused. */
  private static String ascii(String host, String text) {
    String ascii;
    try {
      ascii = IDN.toASCII(host).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw malformed(text);
    }
    int length = ascii.endsWith(".") ? ascii.length() - 1 : ascii.length();
    if (length > MAX_NAME_LENGTH || !LABELS.matcher(ascii).matches()) {
      throw malformed(text);
    }
    return ascii;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "expected a host name such as nas.local, with or without a port, not " + text);
  }
}
