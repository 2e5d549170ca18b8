package io.github.diskimagefs.cli;

import io.github.diskimagefs.serve.ImageServer;
import io.github.diskimagefs.serve.ServerName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Shows an image in a browser. */
@Command(
    name = "serve",
    description = {
      "Shows an image in a browser, until Ctrl-C is pressed.",
      "",
      "The page is one of this computer. File managers can mount the address with /files/ at its"
          + " end (WebDAV, read-only)."
    },
    footer = {
      "  diskimagefs serve disc.iso",
      "  diskimagefs serve --port 8080 'live.iso!/live/filesystem.squashfs'",
      "  diskimagefs serve --address 0.0.0.0 --host-name nas.local disc.cue"
    })
final class ServeCommand extends ImageCommand {
  private static final int MAX_PORT = 65_535;

  /** Time that closing the images may take when the process ends. */
  private static final int MAX_CLOSE_SECONDS = 3;

  @Parameters(index = "0", paramLabel = "IMAGE", description = ImageArguments.IMAGE)
  private String name;

  @Option(
      names = "--port",
      paramLabel = "NUMBER",
      defaultValue = "0",
      description = "The port; 0, the default, for one that is free.")
  private int port;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on. Default: ${DEFAULT-VALUE}, which this computer alone reaches.")
  private String address;

  @Option(
      names = "--host-name",
      paramLabel = "NAME[:PORT]",
      description =
          "A name by which browsers may reach the server, beside its address. Others are refused.")
  private List<String> hostNames = new ArrayList<>();

  ServeCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(spec.commandLine(), "--port: not from 0 to 65535: " + port);
    }
    InetAddress host = host();
    List<ServerName> names = hostNames.stream().map(this::serverName).toList();
    CountDownLatch closed = new CountDownLatch(1);
    try (OpenReference reference = image.open(name, console, true);
        ImageServer server =
            reference.with(
                (file, env) ->
                    ImageServer.start(file, env, new InetSocketAddress(host, port), names))) {
      if (!host.isLoopbackAddress()) {
        console.warn(
            "warning: every computer that reaches "
                + address
                + " can read the image; there is no password and no encryption");
      }
      console.line("Page:   " + server.uri());
      console.line("WebDAV: " + server.davUri());
      console.line("Press Ctrl-C to end.");
      console.out().flush();
      waitForEnd(closed);
    } finally {
      closed.countDown();
    }
    return 0;
  }

  private ServerName serverName(String text) {
    try {
      return ServerName.of(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--host-name: " + e.getMessage());
    }
  }

  private InetAddress host() {
    try {
      if (address.isEmpty()) { // the JDK takes it for this computer
        throw new UnknownHostException(address);
      }
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new ParameterException(
          spec.commandLine(), "--address: unknown address '" + address + "'");
    }
  }

  /**
   * Waits until the process is asked to end. It then ends when the server has closed its images.
   */
  private static void waitForEnd(CountDownLatch closed) {
    CountDownLatch asked = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              asked.countDown();
              try {
                closed.await(MAX_CLOSE_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "diskimagefs-serve-end");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      asked.await();
    } catch (InterruptedException e) {
      Runtime.getRuntime().removeShutdownHook(hook);
      Thread.currentThread().interrupt();
    }
  }
}
