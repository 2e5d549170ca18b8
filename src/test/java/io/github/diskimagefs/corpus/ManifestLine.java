package io.github.diskimagefs.corpus;

/**
 * An entry of a manifest; {@code -} stands for a missing value.
 *
 * @param type {@code f}, {@code d}, {@code l}, {@code o} or {@code t} (audio track)
 * @param hash SHA-256 of a file, target of a symbolic link, or {@code !} and why it cannot be read
 */
record ManifestLine(String type, String size, String hash, String mode, String mtime, String path) {

  /** Parses a line; a carriage return of a name is written as an escape. */
  static ManifestLine parse(String line) {
    String[] fields = line.split("\t", 6);
    String path = fields[5].replace("\\r", "\r").replace("\\ufffd", "\uFFFD");
    return new ManifestLine(fields[0], fields[1], fields[2], fields[3], fields[4], path);
  }

  /** Whether everything that this line says is so in {@code found}. */
  boolean admits(ManifestLine found) {
    return type.equals(found.type)
        && agrees(size, found.size)
        && agrees(hash, found.hash)
        && agrees(mtime, found.mtime)
        && sameMode(found.mode);
  }

  /** Permission bits; some manifests leave out those beside them (set-user-id, sticky). */
  private boolean sameMode(String other) {
    if (mode.equals("-") || other.equals("-")) {
      return mode.equals("-");
    }
    int said = Integer.parseInt(mode, 8);
    int found = Integer.parseInt(other, 8);
    return (said & 0777) == (found & 0777) && (said & ~found) == 0;
  }

  private static boolean agrees(String said, String found) {
    return said.equals("-") || said.equals(found);
  }

  /** Returns the same line at another path. */
  ManifestLine at(String other) {
    return new ManifestLine(type, size, hash, mode, mtime, other);
  }

  boolean failed() {
    return hash.startsWith("!");
  }

  @Override
  public String toString() {
    return String.join("  ", type, size, hash, mode, mtime, path);
  }
}
