package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostRun;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Has what is dear to decode made ready before it is asked for: the rest of a file that is read
 * from front to back, and the files behind it in its directory. Readers that jump about set nothing
 * in motion.
 */
final class Foresight {
  /** Bytes in advance of a reader. */
  private static final int AHEAD = 2 << 20;

  /** Directories whose files are read at the same time. */
  private static final int PROCESSIONS = 4;

  private final Volume volume;
  private final AtomicReferenceArray<Procession> processions =
      new AtomicReferenceArray<>(PROCESSIONS);

  private volatile Procession last;

  /** Whether somebody has gone from a directory, read to its end, to another. */
  private volatile boolean walks;

  Foresight(Volume volume) {
    this.volume = volume;
  }

  /** The content of a file, its readers watched if that is of use. */
  ByteSource watched(ByteSource content, Entry file) {
    return content.decodes() ? new Watched(content, file) : content;
  }

  private void finished(Entry file) {
    for (int i = 0; i < PROCESSIONS; i++) {
      Procession procession = processions.get(i);
      if (procession != null && procession.passed(file)) {
        last = procession;
        return;
      }
    }
    Entry directory = file.parent();
    int slot = System.identityHashCode(directory) & PROCESSIONS - 1;
    Procession procession = processions.get(slot);
    if (procession == null || procession.directory() != directory) {
      Procession before = last;
      walks |= before != null && before.directory() != directory && before.done();
      procession = new Procession(volume, directory, walks);
      processions.set(slot, procession);
    }
    procession.met(file);
    last = procession;
  }

  /** A file's content as one reader sees it. Races of several readers do no harm. */
  private final class Watched implements ByteSource {
    private final ByteSource content;
    private final Entry file;
    private long next = -1;
    private long told;

    Watched(ByteSource content, Entry file) {
      this.content = content;
      this.file = file;
    }

    @Override
    public long size() {
      return content.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      long behind = position + target.remaining();
      if (position != next) {
        told = 0;
      } else if (behind < size() && behind + AHEAD / 2 >= told) {
        long from = Math.max(behind, told);
        told = behind + AHEAD;
        content.expect(from, told - from);
      }
      int count = content.read(position, target);
      if (count > 0) {
        next = position + count;
        if (next == size()) {
          finished(file);
        }
      }
      return count;
    }

    @Override
    public HostRun run(long position, long length) throws IOException {
      return content.run(position, length);
    }

    @Override
    public void requireWhole() throws IOException {
      content.requireWhole();
    }

    @Override
    public boolean decodes() {
      return true;
    }

    @Override
    public void expect(long position, long length) {
      content.expect(position, length);
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }
}
