package io.github.diskimagefs.serve;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Sends files and ranges of them, to the page and to clients of WebDAV. */
final class FileResponder {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NOT_MODIFIED = 304;
  private static final int BUFFER_BYTES = 1 << 16;

  /** Not in any file, because it differs for each run of the server. */
  private final String boundary;

  private final String run;

  FileResponder(String run) {
    this.run = run;
    this.boundary = "part-" + run;
  }

  /** Returns the validators of a file. */
  Validator validator(BasicFileAttributes attributes) {
    return Validator.of(run, attributes.size(), attributes.lastModifiedTime().toInstant());
  }

  /**
   * Answers a GET or HEAD request.
   *
   * @param save whether the client is asked to save the file instead of showing it
   */
  void respond(Response response, Headers request, Path file, boolean save) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new HttpFailure(HttpFailure.FORBIDDEN, "not a regular file");
    }
    Validator validator = validator(attributes);
    response.header("ETag", validator.tag());
    response.header("Accept-Ranges", "bytes");
    response.header("Cache-Control", "private, no-cache");
    if (validator.modified() != null) {
      response.header("Last-Modified", Validator.httpDate(validator.modified()));
    }
    switch (validator.evaluate(request)) {
      case NOT_MODIFIED:
        response.send(NOT_MODIFIED);
        return;
      case FAILED:
        throw new HttpFailure(HttpFailure.PRECONDITION_FAILED, "the file is another one");
      case PERFORM:
        break;
    }
    Path name = file.getFileName();
    String type = MediaTypes.of(name.toString());
    response.header("Content-Type", type);
    if (save || !MediaTypes.isInline(type)) {
      response.header(
          "Content-Disposition",
          "attachment; filename*=UTF-8''" + UrlNames.encode(name.toString()));
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long size = attributes.size(); // more than the channel has if the image is cut off
      List<ByteRange> ranges = ranges(response, request, validator, size);
      if (ranges == null) {
        whole(response, channel, size);
      } else if (ranges.size() == 1) {
        ByteRange range = ranges.get(0);
        ByteBuffer first = response.isHead() ? null : read(channel, range);
        response.header("Content-Range", range.contentRange(size));
        try (OutputStream out = response.body(PARTIAL, range.length())) {
          copy(channel, range, first, out);
        }
      } else {
        parts(response, channel, ranges, size, type);
      }
    }
  }

  private static List<ByteRange> ranges(
      Response response, Headers request, Validator validator, long size) throws IOException {
    List<String> header = request.get("Range");
    if (response.isHead()
        || header == null
        || header.size() > 1
        || !validator.permitsRange(request)) {
      return null; // a range is defined for GET alone
    }
    try {
      return ByteRange.parse(header.get(0), size);
    } catch (HttpFailure e) {
      response.header("Content-Range", "bytes */" + size);
      throw e;
    }
  }

  private static void whole(Response response, SeekableByteChannel channel, long size)
      throws IOException {
    if (response.isHead() || size == 0) {
      response.body(OK, size).close();
      return;
    }
    ByteRange all = new ByteRange(0, size);
    ByteBuffer first = read(channel, all);
    try (OutputStream out = response.body(OK, size)) {
      copy(channel, all, first, out);
    }
  }

  /** Sends several ranges as RFC 9110, section 14.6, describes. */
  private void parts(
      Response response,
      SeekableByteChannel channel,
      List<ByteRange> ranges,
      long size,
      String type)
      throws IOException {
    List<byte[]> heads = new ArrayList<>();
    byte[] end = ascii("\r\n--" + boundary + "--\r\n");
    long length = end.length;
    for (ByteRange range : ranges) {
      byte[] head =
          ascii(
              "\r\n--"
                  + boundary
                  + "\r\nContent-Type: "
                  + type
                  + "\r\nContent-Range: "
                  + range.contentRange(size)
                  + "\r\n\r\n");
      heads.add(head);
      length += head.length + range.length(); // ranges do not overlap: no more than the file
    }
    ByteBuffer first = read(channel, ranges.get(0));
    response.header("Content-Type", "multipart/byteranges; boundary=" + boundary);
    try (OutputStream out = response.body(PARTIAL, length)) {
      for (int i = 0; i < heads.size(); i++) {
        out.write(heads.get(i));
        copy(channel, ranges.get(i), i == 0 ? first : read(channel, ranges.get(i)), out);
      }
      out.write(end);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads the start of a range, before the status is sent: an error has a status of its own. */
  private static ByteBuffer read(SeekableByteChannel channel, ByteRange range) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, range.length()));
    channel.position(range.start());
    fill(channel, buffer);
    return buffer;
  }

  private static void fill(SeekableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new IOException("the file ends at byte " + channel.position());
      }
    }
    buffer.flip();
  }

  private static void copy(
      SeekableByteChannel channel, ByteRange range, ByteBuffer first, OutputStream out)
      throws IOException {
    if (first == null) {
      return; // HEAD
    }
    ByteBuffer buffer = first;
    long left = range.length();
    while (true) {
      out.write(buffer.array(), buffer.arrayOffset(), buffer.limit());
      left -= buffer.limit();
      if (left == 0) {
        return;
      }
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      fill(channel, buffer);
    }
  }
}
