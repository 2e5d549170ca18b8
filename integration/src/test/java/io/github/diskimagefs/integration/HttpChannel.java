package io.github.diskimagefs.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A file of an HTTP server that answers range requests. The README shows this class. */
// README: start
class HttpChannel implements SeekableByteChannel {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI uri;
  private final long size;
  private long position;
  private boolean open = true;

  HttpChannel(URI uri) throws IOException {
    this.uri = uri;
    HttpRequest.Builder head = HttpRequest.newBuilder(uri).method("HEAD", HttpRequest.BodyPublishers.noBody());
    size = send(head, 200).headers().firstValueAsLong("Content-Length").orElseThrow();
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, int expected) throws IOException {
    try {
      HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != expected) {
        throw new IOException(uri + ": status " + response.statusCode());
      }
      return response;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override public int read(ByteBuffer target) throws IOException {
    int count = (int) Math.min(target.remaining(), size - position);
    if (count <= 0) {
      return target.hasRemaining() ? -1 : 0;
    }
    String range = "bytes=" + position + "-" + (position + count - 1);
    target.put(send(HttpRequest.newBuilder(uri).header("Range", range), 206).body());
    position += count;
    return count;
  }

  @Override public long size() { return size; }
  @Override public long position() { return position; }
  @Override public HttpChannel position(long to) { position = to; return this; }
  @Override public boolean isOpen() { return open; }
  @Override public void close() { open = false; }
  @Override public int write(ByteBuffer source) { throw new NonWritableChannelException(); }
  @Override public HttpChannel truncate(long to) { throw new NonWritableChannelException(); }
}
// README: end
