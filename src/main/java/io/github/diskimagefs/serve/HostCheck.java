package io.github.diskimagefs.serve;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses requests that pages of other sites make a browser send. A name of their own that resolves
 * to this host (DNS rebinding) fails the check of the header {@code Host}; an address in their
 * markup fails that of {@code Origin} and of the fetch metadata.
 */
final class HostCheck {
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+(%[0-9a-z_.-]+)?\\]");
  private static final String HTTP_PORT = ":80";

  private final Set<String> hosts = new HashSet<>();
  private final String port;

  /** Whether any address is right: one that other hosts reach has several, and is no name. */
  private final boolean anyAddress;

  /**
   * Creates a check.
   *
   * @param bound the address of the server
   * @param names further names of the server
   */
  HostCheck(InetSocketAddress bound, List<ServerName> names) {
    InetAddress address = bound.getAddress();
    port = ":" + bound.getPort();
    anyAddress = !address.isLoopbackAddress();
    add("localhost");
    add("127.0.0.1");
    add("[::1]");
    add(literal(address));
    for (ServerName name : names) {
      if (name.port() == 0) {
        hosts.add(name.host());
        hosts.add(name.host() + port);
      } else {
        hosts.add(name.host() + ':' + name.port());
      }
    }
  }

  private void add(String host) {
    hosts.add(host + port);
    if (port.equals(HTTP_PORT)) {
      hosts.add(host);
    }
  }

  /** Returns an address as a URL has it. */
  static String literal(InetAddress address) {
    String text = address.getHostAddress();
    return text.indexOf(':') < 0 ? text : '[' + text + ']';
  }

  /**
   * Checks a request.
   *
   * @throws HttpFailure if another site has sent it, or is named in it
   */
  void check(URI target, Headers request) throws HttpFailure {
    List<String> given = request.get("Host");
    if (given == null || given.size() != 1) {
      throw new HttpFailure(HttpFailure.BAD_REQUEST, "one header Host is needed");
    }
    String host = given.get(0).toLowerCase(Locale.ROOT);
    if (!isAllowed(host)) {
      throw new HttpFailure(
          HttpFailure.MISDIRECTED_REQUEST, "not the address of this server (see --host-name)");
    }
    boolean absolute = "http".equalsIgnoreCase(target.getScheme());
    if (target.isOpaque()
        || (absolute && !host.equals(lower(target.getRawAuthority())))
        || (!absolute && (target.getScheme() != null || target.getRawAuthority() != null))) {
      throw new HttpFailure(HttpFailure.BAD_REQUEST, "the target is not a path of this server");
    }
    String origin = request.getFirst("Origin");
    if (origin != null && !lower(origin).equals("http://" + host)) {
      throw new HttpFailure(HttpFailure.FORBIDDEN, "sent by a page of another site");
    }
    String site = request.getFirst("Sec-Fetch-Site");
    boolean link =
        "navigate".equals(request.getFirst("Sec-Fetch-Mode"))
            && "document".equals(request.getFirst("Sec-Fetch-Dest"));
    if (site != null && !site.equals("same-origin") && !site.equals("none") && !link) {
      throw new HttpFailure(HttpFailure.FORBIDDEN, "sent by a page of another site");
    }
  }

  private boolean isAllowed(String host) {
    if (hosts.contains(host)) {
      return true;
    }
    if (!anyAddress) {
      return false;
    }
    List<String> addresses = new ArrayList<>();
    if (host.endsWith(port)) {
      addresses.add(host.substring(0, host.length() - port.length()));
    }
    if (port.equals(HTTP_PORT)) {
      addresses.add(host);
    }
    return addresses.stream().anyMatch(address -> ADDRESS.matcher(address).matches());
  }

  private static String lower(String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
