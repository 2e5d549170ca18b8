package io.github.diskimagefs.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.diskimagefs.DiskImages;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A read-only HTTP server of an image: a page for browsers at {@code /}, and the files at {@code
 * /files/}, which is also a folder of WebDAV.
 */
public final class ImageServer implements Closeable {
  /** Each thread may wait for a slow client; a browser uses up to 6 connections. */
  private static final int MAX_THREADS = 256;

  /** Open connections; each waits for at most one thread. */
  private static final int MAX_CONNECTIONS = 512;

  /** Time that a client may take to send a request, in seconds. */
  private static final int MAX_REQUEST_SECONDS = 10;

  /** Time that a client may take to read 64 KiB. */
  private static final long MAX_WRITE_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** The same while other requests wait for a thread. */
  private static final long MAX_WRITE_NANOS_BUSY = TimeUnit.SECONDS.toNanos(5);

  private static final String FILES = "/files/";
  private static final String OWN = "/-/";
  private static final String LIST = OWN + "list/";
  private static final String INFO = OWN + "info/";
  private static final String ATTRIBUTES = OWN + "attributes/";
  private static final String JSON = "application/json";
  private static final String ALLOW = "OPTIONS, GET, HEAD, PROPFIND";
  private static final int OK = 200;
  private static final int FOUND = 302;

  static {
    // The server reads these when its first instance is made. It has no other way to set them.
    limit("sun.net.httpserver.maxReqTime", MAX_REQUEST_SECONDS);
    limit("jdk.httpserver.maxConnections", MAX_CONNECTIONS);
    limit("sun.net.httpserver.maxReqHeaderSize", 1 << 16);
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final ScheduledExecutorService timer;
  private final WriteTimeouts timeouts = new WriteTimeouts();
  private final OpenImages images;
  private final FileResponder files;
  private final DavResponder dav;
  private final HostCheck hostCheck;

  private ImageServer(HttpServer server, OpenImages images, List<ServerName> names) {
    this.server = server;
    this.images = images;
    this.hostCheck = new HostCheck(server.getAddress(), names);
    byte[] run = new byte[8];
    new SecureRandom().nextBytes(run);
    this.files = new FileResponder(HexFormat.of().formatHex(run));
    this.dav = new DavResponder(files, FILES);
    AtomicInteger number = new AtomicInteger();
    ThreadFactory daemons =
        task -> {
          Thread thread = new Thread(task, "diskimagefs-serve-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    this.threads =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_CONNECTIONS),
            daemons);
    threads.allowCoreThreadTimeOut(true);
    this.timer = Executors.newSingleThreadScheduledExecutor(daemons);
  }

  private static void limit(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }

  /**
   * Opens an image and serves it.
   *
   * @param image the image file
   * @param env the options of {@link DiskImages}
   * @param address the address to listen on; port 0 for a free one
   * @param names by which clients may reach the server, beside its address
   * @throws IOException if the image cannot be opened, or the address is not free
   */
  public static ImageServer start(
      Path image, Map<String, Object> env, InetSocketAddress address, List<ServerName> names)
      throws IOException {
    OpenImages images = new OpenImages(image, env);
    try {
      HttpServer server = listen(address);
      ImageServer started = new ImageServer(server, images, names);
      server.createContext("/", started::handle);
      server.setExecutor(started.threads);
      ScheduledFuture<?> unused =
          started.timer.scheduleWithFixedDelay(started::maintain, 1, 1, TimeUnit.SECONDS);
      server.start();
      return started;
    } catch (IOException | RuntimeException e) {
      images.close();
      throw e;
    }
  }

  private static HttpServer listen(InetSocketAddress address) throws IOException {
    try {
      return HttpServer.create(address, 0);
    } catch (BindException e) {
      throw new IOException(
          "cannot listen on "
              + HostCheck.literal(address.getAddress())
              + (address.getPort() == 0 ? "" : ", port " + address.getPort())
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** Returns the address of the page. */
  public URI uri() {
    InetSocketAddress address = server.getAddress();
    String host =
        address.getAddress().isAnyLocalAddress()
            ? "127.0.0.1"
            : HostCheck.literal(address.getAddress());
    return URI.create("http://" + host + ':' + address.getPort() + '/');
  }

  /** Returns the address of the folder of WebDAV. */
  public URI davUri() {
    return uri().resolve(FILES);
  }

  private void maintain() {
    timeouts.expire(threads.getQueue().isEmpty() ? MAX_WRITE_NANOS : MAX_WRITE_NANOS_BUSY);
    images.closeIdle();
  }

  private void handle(HttpExchange exchange) {
    Response response = new Response(exchange, timeouts);
    try {
      try {
        hostCheck.check(exchange.getRequestURI(), exchange.getRequestHeaders());
        dispatch(exchange, response);
      } catch (IOException | RuntimeException e) {
        if (response.isStarted()) {
          response.abort();
        } else {
          fail(response, ErrorText.status(e), ErrorText.of(e));
        }
      } catch (StackOverflowError | OutOfMemoryError e) {
        if (response.isStarted()) {
          response.abort();
        } else {
          fail(response, HttpFailure.UNAVAILABLE, "the server is out of memory");
        }
      }
      exchange.close();
    } catch (IOException e) {
      response.abort(); // the client is gone
    }
  }

  private static void fail(Response response, int status, String message) throws IOException {
    response.header("Cache-Control", "no-store");
    for (String ofTheFile : List.of("ETag", "Last-Modified", "Content-Disposition")) {
      response.removeHeader(ofTheFile);
    }
    if (status == HttpFailure.METHOD_NOT_ALLOWED) {
      response.header("Allow", ALLOW);
    }
    // The body of the request may be long, and is not read.
    response.header("Connection", "close");
    response.text(status, message);
  }

  private void dispatch(HttpExchange exchange, Response response) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    switch (exchange.getRequestMethod()) {
      case "OPTIONS":
        response.header("Allow", ALLOW);
        response.header("DAV", "1");
        response.header("MS-Author-Via", "DAV");
        response.send(OK);
        break;
      case "PROPFIND":
        String entryPath = (path + '/').equals(FILES) ? FILES : path;
        try (ServedEntry entry = ServedEntry.find(images, below(FILES, entryPath))) {
          dav.propfind(response, exchange.getRequestHeaders(), exchange.getRequestBody(), entry);
        }
        break;
      case "GET":
      case "HEAD":
        get(exchange, response, path);
        break;
      default:
        throw new HttpFailure(HttpFailure.METHOD_NOT_ALLOWED, "the image is read-only");
    }
  }

  private void get(HttpExchange exchange, Response response, String path) throws IOException {
    if (path.equals("/")) {
      PageFiles.respond(response, "page.html");
    } else if (path.equals("/favicon.ico")) {
      PageFiles.respond(response, "icon.svg");
    } else if (path.startsWith(LIST)) {
      try (ServedEntry entry = ServedEntry.find(images, below(LIST, path))) {
        FolderListing.respond(response, entry);
      }
    } else if (path.startsWith(INFO)) {
      try (ServedEntry entry = ServedEntry.find(images, below(INFO, path))) {
        JsonWriter about = JsonWriter.ascii();
        ImageInfoJson.write(
            about,
            String.valueOf(entry.imageFile().getFileName()),
            DiskImages.describe(entry.imageFile(), entry.imageEnv()));
        json(response, about.toString());
      }
    } else if (path.startsWith(ATTRIBUTES)) {
      try (ServedEntry entry = ServedEntry.find(images, below(ATTRIBUTES, path))) {
        json(response, AttributesJson.of(entry.path()));
      }
    } else if (path.startsWith(OWN)) {
      PageFiles.respond(response, path.substring(OWN.length()));
    } else if ((path + '/').equals(FILES)) {
      redirect(response, "");
    } else {
      try (ServedEntry entry = ServedEntry.find(images, below(FILES, path))) {
        if (Files.isDirectory(entry.path())) {
          redirect(response, entry.href());
        } else {
          boolean save = "download".equals(exchange.getRequestURI().getRawQuery());
          files.respond(response, exchange.getRequestHeaders(), entry.path(), save);
        }
      }
    }
  }

  private static String below(String prefix, String path) throws HttpFailure {
    if (!path.startsWith(prefix)) {
      throw new HttpFailure(HttpFailure.NOT_FOUND, "no such page; files are below " + FILES);
    }
    return path.substring(prefix.length());
  }

  /** Shows a folder in the page. */
  private static void redirect(Response response, String href) throws IOException {
    response.header("Location", "/#/" + href + (href.isEmpty() ? "" : "/"));
    response.text(FOUND, "a folder");
  }

  private static void json(Response response, String text) throws IOException {
    response.send(OK, JSON, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns the number of images open beside the served one. */
  int openImages() {
    return images.size();
  }

  /** Ends the server: requests in progress are cut off, and the images are closed. */
  @Override
  public void close() throws IOException {
    server.stop(0);
    timer.shutdownNow();
    threads.shutdownNow();
    images.close();
  }
}
