package io.github.diskimagefs.mount;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.VerifyReport;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Reads every file of a volume, to find out whether it can be read. */
final class FileTreeVerifier {
  private static final int BUFFER = 1 << 17;

  private final Volume volume;
  private final VerifyReport report;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final Deque<Folder> open = new ArrayDeque<>();
  private final Set<Object> openKeys = new HashSet<>();
  private long folders;
  private long files;
  private long bytes;
  private long errors;
  private String firstError = "";
  private long unsupported;
  private String firstUnsupported = "";

  /** A folder that is being read, with its place in the tree for messages. */
  private record Folder(Node node, NodeCursor children, String path) {}

  private FileTreeVerifier(Volume volume, VerifyReport report) {
    this.volume = volume;
    this.report = report;
  }

  /** Reads a volume and reports it as one part. */
  static void of(Volume volume, String name, VerifyReport report) {
    report.start(name, Math.max(0, volume.size() - volume.free()));
    FileTreeVerifier verification = new FileTreeVerifier(volume, report);
    verification.run();
    if (verification.errors == 0 && verification.unsupported > 0) {
      report.unchecked(name, verification.figures());
    } else {
      report.checked(name, verification.errors == 0, verification.figures());
    }
  }

  private String figures() {
    String figures = folders + " folders, " + files + " files, " + bytes + " bytes read";
    if (errors > 0) {
      figures += ", " + errors + " errors, the first: " + firstError;
    }
    if (unsupported > 0) {
      figures += ", " + unsupported + " not checked, the first: " + firstUnsupported;
    }
    return figures;
  }

  private void run() {
    try {
      enter(volume.root(), "");
    } catch (IOException e) {
      error("/", e);
    }
    while (!open.isEmpty()) {
      Folder folder = open.peek();
      try {
        Node node = folder.children().next();
        if (node == null) {
          leave(folder);
        } else {
          visit(node, folder.path() + '/' + node.name());
        }
      } catch (IOException e) {
        error(folder.path() + '/', e);
        leave(folder);
      }
    }
  }

  private void visit(Node node, String path) {
    try {
      switch (node.kind()) {
        case DIRECTORY -> enter(node, path);
        case FILE -> read(node);
        case SYMBOLIC_LINK -> volume.target(node);
        case OTHER -> {
          // Nothing to read.
        }
      }
    } catch (IOException e) {
      error(path, e);
    }
  }

  private void enter(Node folder, String path) throws IOException {
    folders++;
    NodeCursor children = volume.children(folder);
    if (openKeys.add(folder.key())) {
      open.push(new Folder(folder, children, path));
    } else {
      children.close();
      throw new IOException("a folder inside itself");
    }
  }

  private void leave(Folder folder) {
    open.pop();
    openKeys.remove(folder.node().key());
    try {
      folder.children().close();
    } catch (IOException e) {
      error(folder.path() + '/', e);
    }
  }

  private void read(Node file) throws IOException {
    files++;
    ByteSource content = volume.open(file);
    for (long position = 0; position < content.size(); ) {
      long hole = content.hole(position);
      if (hole > BUFFER) {
        position += hole;
        bytes += hole;
        report.read(hole);
        continue;
      }
      int count = content.read(position, buffer.clear());
      if (count <= 0) {
        throw new IOException("ends at " + position + " of " + content.size() + " bytes");
      }
      position += count;
      bytes += count;
      report.read(count);
    }
  }

  private void error(String path, IOException e) {
    if (e instanceof UnsupportedImageException) {
      if (unsupported++ == 0) {
        firstUnsupported = path + ": " + e.getMessage();
      }
    } else if (errors++ == 0) {
      firstError = path + ": " + e.getMessage();
    }
  }
}
