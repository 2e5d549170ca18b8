package io.github.diskimagefs.integration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A headless Chromium with one page, driven by the DevTools protocol, as far as the tests need it.
 */
final class Chromium implements AutoCloseable {
  /** Time for what a page does on a busy machine, in seconds. */
  private static final long MAX_SECONDS = 30;

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private int last;

  /** Starts it; the test is skipped with a message where it is not installed. */
  Chromium(Path profile) throws Exception {
    Path program = find(NAMES);
    assumeTrue(program != null, "Chromium is not installed");
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--mute-audio",
                "--autoplay-policy=no-user-gesture-required",
                "--hide-scrollbars",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path port = profile.resolve("DevToolsActivePort");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
    while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IOException("Chromium did not start");
      }
      process.waitFor(100, TimeUnit.MILLISECONDS);
    }
    HttpClient client = HttpClient.newHttpClient();
    String base = "http://127.0.0.1:" + Files.readAllLines(port).get(0);
    String pages =
        client
            .send(
                HttpRequest.newBuilder(URI.create(base + "/json")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    Matcher address =
        Pattern.compile("\"webSocketDebuggerUrl\": \"(ws://[^\"]*/page/[^\"]*)\"").matcher(pages);
    if (!address.find()) {
      throw new IOException("no page: " + pages);
    }
    socket =
        client
            .newWebSocketBuilder()
            .connectTimeout(Duration.ofSeconds(MAX_SECONDS))
            .buildAsync(URI.create(address.group(1)), new Listener())
            .join();
    send("Page.enable", "{}");
  }

  /** Returns the first program of the names that is installed; null if there is none. */
  static Path find(List<String> names) {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean complete) {
      text.append(data);
      if (complete) {
        messages.add(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  /** Sends a command; returns its answer as JSON. */
  private String send(String method, String parameters) throws Exception {
    int id = ++last;
    socket
        .sendText(
            "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true)
        .join();
    while (true) {
      String message = messages.poll(MAX_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new IOException("no answer to " + method);
      }
      if (message.startsWith("{\"id\":" + id + ",")) {
        return message;
      }
    }
  }

  void open(URI address) throws Exception {
    send("Page.navigate", "{\"url\":\"" + address + "\"}");
  }

  /** Sets the size of the window, and the colours that the user prefers. */
  void window(int width, int height, boolean phone, boolean dark) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        String.format(
            "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":%b}",
            width, height, phone));
    send(
        "Emulation.setEmulatedMedia",
        "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\""
            + (dark ? "dark" : "light")
            + "\"}]}");
  }

  /** Evaluates an expression of JavaScript; returns its value as text. */
  String evaluate(String expression) throws Exception {
    String quoted = expression.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    String answer =
        send(
            "Runtime.evaluate",
            "{\"returnByValue\":true,\"userGesture\":true,\"expression\":"
                + "\"encodeURIComponent(String("
                + quoted
                + "))\"}");
    Matcher value = Pattern.compile("\"value\":\"([^\"]*)\"").matcher(answer);
    if (answer.contains("\"exceptionDetails\"") || !value.find()) {
      throw new IOException(answer);
    }
    return java.net.URLDecoder.decode(
        value.group(1).replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Waits until an expression is true. */
  void await(String expression) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
    // Asked from here: a page in a sandbox runs no timer.
    while (!evaluate("Boolean(" + expression + ")").equals("true")) {
      process.waitFor(50, TimeUnit.MILLISECONDS);
      if (System.nanoTime() > deadline) {
        throw new IOException(
            expression + " did not become true: " + evaluate("document.body.innerText"));
      }
    }
  }

  /** Presses and releases a key. */
  void press(String key) throws Exception {
    String text = key.length() == 1 ? key : key.equals("Enter") ? "\\r" : "";
    String parameters = "\"key\":\"" + key + "\",\"text\":\"" + text + "\"";
    if (key.equals("Enter")) {
      parameters += ",\"windowsVirtualKeyCode\":13";
    }
    send("Input.dispatchKeyEvent", "{\"type\":\"keyDown\"," + parameters + "}");
    send("Input.dispatchKeyEvent", "{\"type\":\"keyUp\",\"key\":\"" + key + "\"}");
  }

  /** Writes a picture of the window in the format PNG. */
  void screenshot(Path file) throws Exception {
    String answer = send("Page.captureScreenshot", "{\"format\":\"png\"}");
    Matcher data = Pattern.compile("\"data\":\"([^\"]*)\"").matcher(answer);
    if (!data.find()) {
      throw new IOException(answer);
    }
    Files.write(file, Base64.getDecoder().decode(data.group(1)));
  }

  @Override
  public void close() throws Exception {
    socket.abort();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
