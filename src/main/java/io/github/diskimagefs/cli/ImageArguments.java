package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The image a command works on and how to open it: the same for all commands. */
final class ImageArguments {
  @Parameters(index = "0", paramLabel = "IMAGE", description = "The image file.")
  private Path image;

  @Option(
      names = "--view",
      paramLabel = "VIEW",
      description =
          "The tree to show: auto, rockridge, joliet, iso1999, iso9660, udf, hfs, hfsplus.")
  private String view;

  @Option(
      names = "--volume",
      paramLabel = "VOLUME",
      description = "A volume's index (from 1) or name, or 'all' for a folder of each.")
  private String volume;

  @Option(
      names = "--session",
      paramLabel = "NUMBER",
      description = "The session to show (from 1); the last by default.")
  private String session;

  @Option(
      names = "--password",
      paramLabel = "TEXT",
      description = "The password of an encrypted image; others may see it in the process list.")
  private String password;

  @Option(names = "--ask-password", description = "Asks for the password on the terminal.")
  private boolean askPassword;

  @Option(names = "--snapshot", paramLabel = "NAME", description = "A snapshot of the volume.")
  private String snapshot;

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      description = "For names whose encoding the image does not declare, as Shift_JIS.")
  private String charset;

  @Option(
      names = "--check",
      description = "Checks (and repairs) what is read by the image's checksums and error codes.")
  private boolean check;

  @Option(
      names = "--unmapped",
      description = "Reads the image file through a channel instead of mapping it into memory.")
  private boolean unmapped;

  private Map<String, Object> env;

  Path path() {
    return image;
  }

  /** The options as {@code FileSystems.newFileSystem} takes them. */
  Map<String, Object> env() throws IOException {
    if (env == null) {
      env = new HashMap<>();
      put("view", view);
      put("volume", volume);
      put("session", session);
      put("password", askPassword ? ask() : password);
      put("snapshot", snapshot);
      put("charset", charset);
      put("verify", check ? "true" : null);
      put("mapped", unmapped ? "false" : null);
    }
    return env;
  }

  private void put(String key, Object value) {
    if (value != null) {
      env.put(key, value);
    }
  }

  private char[] ask() throws IOException {
    char[] given =
        Console.onTerminal()
            ? System.console().readPassword("Password of %s: ", image.getFileName())
            : null;
    if (given == null) {
      throw new IOException("--ask-password: there is no terminal to ask on");
    }
    return given;
  }
}
