package io.github.diskimagefs.cli;

import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.options.ViewName;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The image a command works on and how to open it: the same for all commands. */
final class ImageArguments {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description =
          "The image file; IMAGE!/PATH for an image or a path in it, and so on; or a URI such as"
              + " iso:file:///disc.iso!/docs.")
  private String image;

  @Option(
      names = "--view",
      paramLabel = "VIEW",
      completionCandidates = ViewNames.class,
      description = "The tree to show: ${COMPLETION-CANDIDATES}.")
  private String view;

  @Option(
      names = "--volume",
      paramLabel = "VOLUME",
      description = "A volume's index (from 1) or name, or 'all' for one folder per volume.")
  private String volume;

  @Option(
      names = "--session",
      paramLabel = "NUMBER",
      description = "The session to show (from 1). Default: the last.")
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
      description = "The encoding of names where the image does not declare it, such as Shift_JIS.")
  private String charset;

  @Option(
      names = "--check",
      description =
          "Checks everything that is read against checksums and error codes; repairs it if possible.")
  private boolean check;

  @Option(
      names = "--unpack-bytes",
      paramLabel = "NUMBER",
      description = "The most bytes that a compressed image may unpack to. Default: 64 GiB.")
  private String unpackBytes;

  @Option(
      names = "--unmapped",
      description = "Reads the image file through a channel instead of mapping it into memory.")
  private boolean unmapped;

  private Map<String, Object> env;

  /** The values of the option {@code --view}. */
  static final class ViewNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ViewName.options().iterator();
    }
  }

  /** Sets the argument. */
  void setImage(String argument) {
    image = argument;
  }

  /** Returns the image and a path in it, if the argument has one. */
  private ImageReference reference() {
    try {
      return ImageReference.of(image);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  /**
   * Opens the images around the innermost one.
   *
   * @param whole whether the argument names an image, not a path in one
   */
  OpenReference open(Console console, boolean whole) throws IOException {
    ImageOptions.UnpackListener listener = console::unpacked;
    env().put("unpackListener", listener);
    ImageReference reference = reference();
    return OpenReference.of(reference, whole, env());
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
      put("unpackBytes", unpackBytes);
      try {
        ImageOptions.from(env);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
      }
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
        Terminal.hasConsole()
            ? System.console().readPassword("Password of %s: ", reference().name())
            : null;
    if (given == null) {
      throw new IOException("--ask-password: there is no terminal to ask on");
    }
    return given;
  }
}
