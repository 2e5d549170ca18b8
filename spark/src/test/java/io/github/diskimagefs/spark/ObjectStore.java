package io.github.diskimagefs.spark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bucket of S3 on the loopback interface, which counts requests: the operations GetObject,
 * HeadObject and ListObjectsV2, of one page.
 */
final class ObjectStore implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final String TIME = "Sun, 01 Nov 2026 10:00:00 GMT";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String bucket;
  private final Map<String, byte[]> objects = new TreeMap<>();

  /** Keys of the objects of which bytes were sent. */
  final List<String> got = new CopyOnWriteArrayList<>();

  /** Keys whose metadata was asked for. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** Prefixes that were listed. */
  final List<String> listed = new CopyOnWriteArrayList<>();

  ObjectStore(String bucket) throws IOException {
    this.bucket = bucket;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Adds an object before any is read. */
  void put(String key, byte[] bytes) {
    objects.put(key, bytes);
  }

  void reset() {
    got.clear();
    asked.clear();
    listed.clear();
  }

  /** Returns the options of a read that lead to this store. */
  Map<String, String> options() {
    return Map.of(
        "fs.s3a.endpoint", "http://127.0.0.1:" + server.getAddress().getPort(),
        "fs.s3a.endpoint.region", "us-east-1",
        "fs.s3a.path.style.access", "true",
        "fs.s3a.connection.ssl.enabled", "false",
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
        "fs.s3a.access.key", "key",
        "fs.s3a.secret.key", "secret",
        "fs.s3a.attempts.maximum", "1");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = exchange.getRequestURI().getPath().substring(1);
      key = key.startsWith(bucket) ? key.substring(bucket.length()) : key;
      key = key.startsWith("/") ? key.substring(1) : key;
      if (key.isEmpty()) {
        list(exchange);
        return;
      }
      boolean head = exchange.getRequestMethod().equals("HEAD");
      (head ? asked : got).add(key);
      byte[] object = objects.get(key);
      if (object == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
      exchange.getResponseHeaders().set("ETag", "\"1\"");
      exchange.getResponseHeaders().set("Last-Modified", TIME);
      if (head) {
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(object.length));
        exchange.sendResponseHeaders(200, -1);
      } else {
        send(exchange, object);
      }
    }
  }

  private static void send(HttpExchange exchange, byte[] object) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    Matcher matcher = RANGE.matcher(range == null ? "bytes=0-" : range);
    if (!matcher.matches()) {
      exchange.sendResponseHeaders(400, -1);
      return;
    }
    int from = Integer.parseInt(matcher.group(1));
    String last = matcher.group(2);
    int to = last.isEmpty() ? object.length : Math.min(object.length, Integer.parseInt(last) + 1);
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + object.length);
    exchange.sendResponseHeaders(206, to - from);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(object, from, to - from);
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    String prefix = "";
    boolean delimited = false;
    String query = exchange.getRequestURI().getQuery();
    for (String part : (query == null ? "" : query).split("&")) {
      prefix = part.startsWith("prefix=") ? part.substring("prefix=".length()) : prefix;
      delimited |= part.equals("delimiter=/");
    }
    listed.add(prefix);
    StringBuilder answer = new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult>");
    SortedSet<String> folders = new TreeSet<>();
    for (Map.Entry<String, byte[]> object : objects.entrySet()) {
      String key = object.getKey();
      int slash = key.indexOf('/', prefix.length());
      if (key.startsWith(prefix) && delimited && slash >= 0) {
        folders.add(key.substring(0, slash + 1));
      } else if (key.startsWith(prefix)) {
        answer.append("<Contents><Key>").append(key).append("</Key><ETag>\"1\"</ETag>");
        answer.append("<LastModified>2026-11-01T10:00:00.000Z</LastModified><Size>");
        answer.append(object.getValue().length).append("</Size></Contents>");
      }
    }
    for (String folder : folders) {
      answer.append("<CommonPrefixes><Prefix>").append(folder).append("</Prefix></CommonPrefixes>");
    }
    answer.append("<IsTruncated>false</IsTruncated></ListBucketResult>");
    byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(200, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
