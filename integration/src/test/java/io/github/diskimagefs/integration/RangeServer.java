package io.github.diskimagefs.integration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP server on the loopback interface with one file, which answers range requests as web
 * servers and object stores do: the operations GetObject, HeadObject and ListObjectsV2 of S3.
 */
final class RangeServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String path;
  private final byte[] file;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong sent = new AtomicLong();

  /**
   * Starts a server.
   *
   * @param path the path of the file; of S3, the bucket and the key
   */
  RangeServer(String path, byte[] file) throws IOException {
    this.path = path;
    this.file = file;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return server.getAddress().getAddress().getHostAddress() + ':' + server.getAddress().getPort();
  }

  URI uri() {
    return URI.create("http://" + address() + path);
  }

  /** Returns the requests for bytes of the file. */
  int requests() {
    return requests.get();
  }

  /** Returns the bytes of the file that were sent. */
  long sent() {
    return sent.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = exchange.getRequestURI().getQuery();
      if (query != null && query.contains("list-type=2")) {
        list(exchange);
      } else if (!exchange.getRequestURI().getPath().equals(path)) {
        exchange.sendResponseHeaders(404, -1);
      } else if (exchange.getRequestMethod().equals("HEAD")) {
        header(exchange);
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(file.length));
        exchange.sendResponseHeaders(200, -1);
      } else {
        send(exchange);
      }
    }
  }

  private static void header(HttpExchange exchange) {
    exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
    exchange.getResponseHeaders().set("ETag", "\"1\"");
    exchange.getResponseHeaders().set("Last-Modified", "Sun, 01 Nov 2026 10:00:00 GMT");
  }

  private void send(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    header(exchange);
    String range = exchange.getRequestHeaders().getFirst("Range");
    Matcher matcher = RANGE.matcher(range == null ? "" : range);
    int from = 0;
    int to = file.length;
    int status = 200;
    if (matcher.matches()) {
      status = 206;
      from = Integer.parseInt(matcher.group(1));
      to =
          matcher.group(2).isEmpty()
              ? to
              : (int) Math.min(to, Long.parseLong(matcher.group(2)) + 1);
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + file.length);
    }
    sent.addAndGet(to - from);
    exchange.sendResponseHeaders(status, to - from);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(file, from, to - from);
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    String prefix = "";
    for (String part : exchange.getRequestURI().getQuery().split("&")) {
      prefix = part.startsWith("prefix=") ? part.substring("prefix=".length()) : prefix;
    }
    String key = path.substring(path.indexOf('/', 1) + 1);
    String entry =
        "<Contents><Key>"
            + key
            + "</Key><LastModified>2026-11-01T10:00:00.000Z</LastModified><Size>"
            + file.length
            + "</Size></Contents>";
    boolean found = key.startsWith(prefix);
    byte[] answer =
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult><IsTruncated>false"
                + "</IsTruncated><KeyCount>"
                + (found ? 1 : 0)
                + "</KeyCount>"
                + (found ? entry : "")
                + "</ListBucketResult>")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(200, answer.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(answer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
