package io.github.diskimagefs.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The answer to a request; its methods are called from the thread of the request. */
final class Response {
  /** For everything but the page: nothing is loaded, and no script of an image runs. */
  private static final String SANDBOX = "sandbox; default-src 'none'";

  private static final int BUFFER_BYTES = 1 << 15;

  private final HttpExchange exchange;
  private final WriteTimeouts timeouts;
  private boolean started;

  Response(HttpExchange exchange, WriteTimeouts timeouts) {
    this.exchange = exchange;
    this.timeouts = timeouts;
    header("Content-Security-Policy", SANDBOX);
    header("X-Content-Type-Options", "nosniff");
    header("X-Frame-Options", "DENY");
    header("Referrer-Policy", "no-referrer");
    header("Cross-Origin-Resource-Policy", "same-origin");
    header("Cross-Origin-Opener-Policy", "same-origin");
    header("Cache-Control", "no-store");
  }

  /** Sets a header; it is safe for any value without control characters. */
  void header(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
  }

  void removeHeader(String name) {
    exchange.getResponseHeaders().remove(name);
  }

  /** Returns whether the status is sent, so that it is too late for another. */
  boolean isStarted() {
    return started;
  }

  boolean isHead() {
    return exchange.getRequestMethod().equals("HEAD");
  }

  /** Sends a status without a body. */
  void send(int status) throws IOException {
    started = true;
    timeouts.write(() -> exchange.sendResponseHeaders(status, -1));
  }

  /** Sends a body; to a HEAD request, its headers. */
  void send(int status, String type, byte[] body) throws IOException {
    header("Content-Type", type);
    try (OutputStream out = body(status, body.length)) {
      if (!isHead()) {
        out.write(body);
      }
    }
  }

  /** Sends a line of text. */
  void text(int status, String line) throws IOException {
    send(
        status,
        "text/plain; charset=utf-8",
        (line.replaceAll("\\p{Cc}+", " ") + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends the headers of an answer, and returns the stream for its body. A HEAD request and an
   * empty body have none: the stream must not be written to.
   *
   * @param length in bytes
   */
  OutputStream body(int status, long length) throws IOException {
    if (isHead() || length == 0) {
      if (isHead()) {
        header("Content-Length", Long.toString(length));
      }
      send(status);
      return OutputStream.nullOutputStream();
    }
    return stream(status, length);
  }

  /**
   * Sends the headers of an answer whose length is not known, and returns the stream for its body.
   * Closing it says that the body is complete; after an error, {@link #abort} is called instead.
   */
  OutputStream chunked(int status) throws IOException {
    if (isHead()) {
      send(status);
      return OutputStream.nullOutputStream();
    }
    return stream(status, 0); // the server's sign of an unknown length
  }

  private OutputStream stream(int status, long length) throws IOException {
    started = true;
    timeouts.write(() -> exchange.sendResponseHeaders(status, length));
    return new TimedOutput(exchange.getResponseBody());
  }

  /** A stream each of whose writes must end in time. */
  private final class TimedOutput extends FilterOutputStream {
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int count;

    TimedOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      if (count == buffer.length) {
        flush();
      }
      buffer[count++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > buffer.length - count) {
        flush();
      }
      if (length > buffer.length) {
        timeouts.write(() -> out.write(bytes, offset, length));
      } else {
        System.arraycopy(bytes, offset, buffer, count, length);
        count += length;
      }
    }

    @Override
    public void flush() throws IOException {
      int length = count;
      count = 0;
      timeouts.write(
          () -> {
            out.write(buffer, 0, length);
            out.flush();
          });
    }

    @Override
    public void close() throws IOException {
      if (count > 0) {
        flush();
      }
      timeouts.write(out::close);
    }
  }

  /**
   * Closes the connection without a proper end of the body, so that the client knows that it is
   * incomplete. The interrupt makes the writes fail by which the server would complete it.
   */
  void abort() {
    Thread.currentThread().interrupt();
    try {
      exchange.close();
    } finally {
      Thread.interrupted();
    }
  }
}
