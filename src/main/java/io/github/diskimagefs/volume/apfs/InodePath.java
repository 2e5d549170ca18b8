package io.github.diskimagefs.volume.apfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.apple.MacNames;
import java.io.IOException;

/** Path of a file by the names and parents that inodes state (j_inode_val_t), for messages. */
final class InodePath {
  private static final int FIELDS = 92; // j_inode_val_t, xfields

  /** Maximum length in names: broken inodes may be parents of each other. */
  private static final int MAX_NAMES = 100;

  private InodePath() {}

  /** Returns the path of an inode; null if an inode on the way is missing or has no name. */
  static String find(FileSystemTree tree, long id) throws IOException {
    StringBuilder path = new StringBuilder();
    long inode = id;
    for (int i = 0; i < MAX_NAMES; i++) {
      if (inode == ApfsVolume.ROOT) {
        return path.toString();
      }
      Struct value = tree.find(inode, FileSystemTree.INODE);
      String name = value == null ? null : name(value);
      if (name == null) {
        return null;
      }
      path.insert(0, '/' + name);
      inode = value.s64(0); // parent_id
    }
    return null;
  }

  private static String name(Struct inode) throws MalformedImageException {
    for (ExtendedFields fields = new ExtendedFields(inode, FIELDS); fields.next(); ) {
      if (fields.type() == ExtendedFields.NAME && fields.size() > 0) {
        return MacNames.shown(inode.text(fields.offset(), fields.size() - 1, UTF_8));
      }
    }
    return null;
  }
}
