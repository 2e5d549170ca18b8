package io.github.diskimagefs.serve;

import java.io.IOException;

/** A request that is answered with an error status. */
final class HttpFailure extends IOException {
  private static final long serialVersionUID = 1;

  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int PRECONDITION_FAILED = 412;
  static final int CONTENT_TOO_LARGE = 413;
  static final int UNSUPPORTED_MEDIA_TYPE = 415;
  static final int RANGE_NOT_SATISFIABLE = 416;
  static final int MISDIRECTED_REQUEST = 421;
  static final int SERVER_ERROR = 500;
  static final int UNAVAILABLE = 503;

  private final int status;

  /**
   * Creates a failure.
   *
   * @param message one line, which is the body of the answer
   */
  HttpFailure(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
