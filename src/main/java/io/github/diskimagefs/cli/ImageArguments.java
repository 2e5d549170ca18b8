package io.github.diskimagefs.cli;

import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.options.ViewName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a command opens an image: the same options for all commands. */
final class ImageArguments {
  /** Describes the argument that names an image. */
  static final String IMAGE =
      "The image file; IMAGE!/PATH for an image or a path in it, and so on; a URI such as"
          + " iso:file:///disc.iso!/docs; or - for the standard input.";

  /** Stands for the standard input. */
  private static final String HYPHEN = "-";

  /** Stands for the standard input too, on any host. */
  private static final String STANDARD_INPUT = "/dev/stdin";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

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

  @Option(
      names = "--password-stdin",
      description = "Takes the first line of the standard input as the password.")
  private boolean passwordStdin;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Takes the first line of a file as the password.")
  private Path passwordFile;

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
  private String name;
  private boolean inputTaken;

  /** The values of the option {@code --view}. */
  static final class ViewNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ViewName.options().iterator();
    }
  }

  /**
   * Opens the images around the innermost one.
   *
   * @param image as the command line names it
   * @param whole whether the argument names an image, not a path in one
   */
  OpenReference open(String image, Console console, boolean whole) throws IOException {
    ImageOptions.UnpackListener listener = console::unpacked;
    name = image;
    String input = image.equals(HYPHEN) ? STANDARD_INPUT : image;
    boolean piped =
        input.equals(STANDARD_INPUT) || input.startsWith(STANDARD_INPUT + ImageReference.SEPARATOR);
    if (piped && passwordStdin) {
      throw usage("--password-stdin: the standard input is the image");
    }
    env(console).put("unpackListener", listener);
    return piped
        ? OpenReference.of(
            standardInput(console), input.substring(STANDARD_INPUT.length()), whole, env)
        : OpenReference.of(reference(image), image, whole, env);
  }

  /**
   * Returns arguments in which no image in the standard input, {@code -!/PATH}, looks like an
   * option.
   */
  static String[] withoutHyphens(String... args) {
    String[] changed = args.clone();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i].startsWith(HYPHEN + ImageReference.SEPARATOR)) {
        changed[i] = STANDARD_INPUT + changed[i].substring(HYPHEN.length());
      }
    }
    return changed;
  }

  private ImageReference reference(String image) {
    try {
      return ImageReference.of(image);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private StandardInputImage standardInput(Console console) throws IOException {
    if (inputTaken) {
      throw usage("-: the standard input can be read only once");
    }
    inputTaken = true;
    return new StandardInputImage(console, ImageOptions.from(env).unpackBytes());
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** The options as {@code FileSystems.newFileSystem} takes them. */
  private Map<String, Object> env(Console console) throws IOException {
    if (env == null) {
      env = new HashMap<>();
      put("view", view);
      put("volume", volume);
      put("session", session);
      put("password", password(console));
      put("snapshot", snapshot);
      put("charset", charset);
      put("verify", check ? "true" : null);
      put("mapped", unmapped ? "false" : null);
      put("unpackBytes", unpackBytes);
      try {
        ImageOptions.from(env);
      } catch (IllegalArgumentException e) {
        String message = e.getMessage().replaceFirst("^unpackBytes", "unpack-bytes");
        throw new ParameterException(spec.commandLine(), "--" + message);
      }
    }
    return env;
  }

  private Object password(Console console) throws IOException {
    long given =
        Stream.of(password != null, askPassword, passwordStdin, passwordFile != null)
            .filter(each -> each)
            .count();
    if (given > 1) {
      throw usage("only one of the options --password…, --ask-password may be given");
    }
    if (passwordStdin) {
      return PasswordText.firstLine(console.in(), "standard input");
    }
    if (passwordFile != null) {
      return PasswordText.of(passwordFile);
    }
    return askPassword ? ask() : password;
  }

  private void put(String key, Object value) {
    if (value != null) {
      env.put(key, value);
    }
  }

  private char[] ask() throws IOException {
    char[] given =
        Terminal.hasConsole() ? System.console().readPassword("Password of %s: ", name) : null;
    if (given == null) {
      throw new IOException("--ask-password: there is no terminal to ask on");
    }
    return given;
  }
}
