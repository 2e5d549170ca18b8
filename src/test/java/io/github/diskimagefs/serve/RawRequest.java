package io.github.diskimagefs.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A request that is sent byte for byte, with headers that clients refuse to send. */
final class RawRequest {
  private final URI server;
  private final String line;
  private final List<String> headers = new ArrayList<>();
  private String body = "";
  private boolean host = true;

  RawRequest(URI server, String method, String target) {
    this.server = server;
    this.line = method + ' ' + target + " HTTP/1.1";
  }

  RawRequest header(String name, String value) {
    host &= !name.equals("Host");
    headers.add(name + ": " + value);
    return this;
  }

  RawRequest withoutHost() {
    host = false;
    return this;
  }

  RawRequest body(String text) {
    body = text;
    return this;
  }

  /**
   * An answer.
   *
   * @param status 0 if the server closed the connection without one
   * @param head the status line and the headers
   * @param body as it was sent, with the lengths of chunks
   */
  record Answer(int status, String head, String body) {
    /** Returns the value of a header; null if there is none. */
    String header(String name) {
      for (String header : head.split("\r\n")) {
        if (header.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ": ")) {
          return header.substring(name.length() + 2);
        }
      }
      return null;
    }
  }

  /** Sends the request, and reads until the server closes the connection. */
  Answer send() throws IOException {
    StringBuilder text = new StringBuilder(line + "\r\n");
    if (host) {
      text.append("Host: ").append(server.getAuthority()).append("\r\n");
    }
    headers.forEach(header -> text.append(header).append("\r\n"));
    if (!body.isEmpty()) {
      text.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    text.append("Connection: close\r\n\r\n").append(body);
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.getOutputStream().write(text.toString().getBytes(ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      if (answer.isEmpty()) {
        return new Answer(0, "", "");
      }
      int end = answer.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(answer.substring(9, 12)),
          answer.substring(0, end),
          answer.substring(end + 4));
    }
  }
}
