package io.github.diskimagefs.serve;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The files of the page, which are resources beside this class. */
final class PageFiles {
  private static final int OK = 200;

  /** Scripts and styles of the server alone, whose folder no name of an image leads to. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final Map<String, String> TYPES =
      Map.of(
          "page.html", "text/html; charset=utf-8",
          "page.css", "text/css; charset=utf-8",
          "page.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml");

  private PageFiles() {}

  /**
   * Sends a file of the page.
   *
   * @throws HttpFailure if there is none of the name
   */
  static void respond(Response response, String name) throws IOException {
    String type = TYPES.get(name);
    if (type == null) {
      throw new HttpFailure(HttpFailure.NOT_FOUND, "no such page");
    }
    response.header("Content-Security-Policy", POLICY);
    response.header("Cache-Control", "no-cache");
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException("resource " + name);
      }
      response.send(OK, type, in.readAllBytes());
    }
  }
}
