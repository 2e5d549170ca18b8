package io.github.diskimagefs.container.sparse;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.Decryption;
import io.github.diskimagefs.container.SiblingImage;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** An open sparse bundle: band files, opened when they are first read. */
final class SparseBundle extends BandSource implements Container {

  /** Stands for a band that has no file. */
  private static final Object MISSING = new Object();

  /** A disk has thousands of bands, a process often no more than 1024 open files. */
  static final int MAX_OPEN_FILES = 64;

  private final HostFolder folder;
  private final long bandSize;
  private final SiblingImage token;
  private final Decryption decryption;
  private final Map<Long, Object> bands = new HashMap<>();

  /** Of an encrypted bundle, the bands that were read last, decrypted. */
  private final LinkedHashMap<Long, ByteSource> plain = new LinkedHashMap<>(16, 0.75f, true);

  /** Those that were read last, in the order of that. */
  private final LinkedHashMap<Long, HostFile> openFiles = new LinkedHashMap<>(16, 0.75f, true);

  private boolean closed;

  /**
   * Opens a bundle.
   *
   * @param token the file with the keys, closed with the bundle; null if it is not encrypted
   * @param decryption the unlocked keys; null if it is not encrypted
   */
  SparseBundle(
      HostFolder folder, long size, long bandSize, SiblingImage token, Decryption decryption) {
    super(size, bandSize);
    this.folder = folder;
    this.bandSize = bandSize;
    this.token = token;
    this.decryption = decryption;
  }

  @Override
  ByteSource band(long index) throws IOException {
    Object band;
    synchronized (bands) {
      if (closed) {
        throw new ClosedChannelException();
      }
      band = bands.get(index);
      if (band == null) {
        band = folder.open("bands/" + Long.toHexString(index));
        band = band == null ? MISSING : band;
        bands.put(index, band);
      }
      if (band instanceof HostFile file && openFiles.put(index, file) == null) {
        releaseEldest();
      }
    }
    if (!(band instanceof HostFile file)) {
      return null;
    }
    ByteSource stored = file.size() > bandSize ? file.slice(0, bandSize) : file;
    if (decryption == null) {
      return stored;
    }
    synchronized (bands) {
      if (closed) {
        throw new ClosedChannelException();
      }
      ByteSource decrypted = plain.computeIfAbsent(index, i -> decryption.decrypted(stored));
      if (plain.size() > MAX_OPEN_FILES) {
        Iterator<ByteSource> eldest = plain.values().iterator();
        eldest.next().close(); // gives up what it has decrypted; who reads it now goes on
        eldest.remove();
      }
      return decrypted;
    }
  }

  private void releaseEldest() throws IOException {
    if (openFiles.size() > MAX_OPEN_FILES) {
      Iterator<HostFile> eldest = openFiles.values().iterator();
      HostFile file = eldest.next();
      eldest.remove();
      file.releaseHandles();
    }
  }

  @Override
  public String type() {
    return "sparse bundle";
  }

  @Override
  public Content content() {

    return new Content.BlockDevice(this);
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("size", size() + " bytes");
    properties.put("band size", bandSize + " bytes");
    if (decryption != null) {
      properties.put("encryption", decryption.description());
    }
    return properties;
  }

  @Override
  public void close() throws IOException {
    IOException failed = null;
    synchronized (bands) {
      closed = true;
      for (ByteSource source : plain.values()) {
        source.close();
      }
      plain.clear();
      for (Object band : bands.values()) {
        if (band instanceof HostFile file) {
          try {
            file.close();
          } catch (IOException e) {
            failed = e;
          }
        }
      }
      bands.clear();
      openFiles.clear();
    }
    if (token != null) {
      token.close();
    }
    if (failed != null) {
      throw failed;
    }
  }
}
