package io.github.diskimagefs.volume.romfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.volume.ByteNames;
import io.github.diskimagefs.volume.UnixDirectoryScan;
import io.github.diskimagefs.volume.UnixFileType;
import io.github.diskimagefs.volume.UnixNode;
import java.io.IOException;

/** Cursor over the entries of a directory: file headers, of which each names the next. */
final class RomfsDirectory extends UnixDirectoryScan<RomfsHeader> {

  /** Reads the header at a position. */
  @FunctionalInterface
  interface HeaderReader {
    RomfsHeader read(long position) throws IOException;
  }

  private final HeaderReader headers;
  private long position;

  /** A header met before, which moves on each time the steps since then have doubled. */
  private long mark;

  private long steps;

  /** Starts at the header at a position; 0 if there is none. */
  RomfsDirectory(
      UnixNode<RomfsHeader> directory, ByteNames names, HeaderReader headers, long position) {
    super(directory, names);
    this.headers = headers;
    this.position = position;
  }

  @Override
  public UnixNode<RomfsHeader> next() throws IOException {
    while (position != 0) {
      RomfsHeader header = advance();
      byte[] name = header.name().bytes();
      if (!dots(name)) {
        long target =
            header.hardLink() ? header.info() & -RomfsHeader.ALIGNMENT : header.position();
        boolean directory = !header.hardLink() && header.type() == UnixFileType.DIRECTORY;
        return entry(name, header.position() / RomfsHeader.ALIGNMENT, target, directory);
      }
    }
    return null;
  }

  private RomfsHeader advance() throws IOException {
    RomfsHeader header;
    try {
      header = headers.read(position);
    } catch (MalformedImageException e) {
      position = 0; // where the next entry is, is not sure
      throw e;
    }
    if (header.next() == mark && mark != 0) {
      position = 0;
      throw new MalformedImageException(
          "file header", header.position(), "the next file is one before it");
    }
    if (Long.bitCount(++steps) == 1) {
      mark = position;
    }
    position = header.next();
    return header;
  }
}
