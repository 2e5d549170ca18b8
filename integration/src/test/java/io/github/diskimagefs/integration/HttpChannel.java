package io.github.diskimagefs.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/* A file of an HTTP server that answers range requests. The guide shows this class. */
// guide: start
class HttpChannel implements SeekableByteChannel {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI uri;
  private final long size;
  private long position;
  private boolean closed;

  HttpChannel(URI uri) throws IOException {
    this.uri = uri;
    var head = HttpRequest.newBuilder(uri).method("HEAD", HttpRequest.BodyPublishers.noBody());
    size = send(head, 200).headers().firstValueAsLong("Content-Length").orElseThrow();
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, int status) throws IOException {
    try {
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() == status) return response;
      throw new IOException(uri + ": status " + response.statusCode());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override public int read(ByteBuffer target) throws IOException {
    long count = Math.min(target.remaining(), size - position);
    if (count <= 0) return target.hasRemaining() ? -1 : 0;
    String range = "bytes=" + position + "-" + (position + count - 1);
    target.put(send(HttpRequest.newBuilder(uri).header("Range", range), 206).body());
    position += count;
    return (int) count;
  }

  @Override public long size() { return size; }
  @Override public long position() { return position; }
  @Override public HttpChannel position(long offset) { position = offset; return this; }
  @Override public boolean isOpen() { return !closed; }
  @Override public void close() { closed = true; }
  @Override public int write(ByteBuffer source) { throw new NonWritableChannelException(); }
  @Override public HttpChannel truncate(long length) { throw new NonWritableChannelException(); }
}
// guide: end
