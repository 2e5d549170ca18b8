package io.github.diskimagefs.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The tree that every fixture holds, and the default file system beside it. */
final class SampleTree {
  private SampleTree() {}

  /** Makes the entries of a tree. */
  interface Maker {
    void dir(String path);

    void file(String path, String content);

    void link(String path, String target);
  }

  /** Makes the tree by one call for each entry. */
  static void describe(
      Consumer<String> dir, BiConsumer<String, String> file, BiConsumer<String, String> link) {
    describe(
        new Maker() {
          @Override
          public void dir(String path) {
            dir.accept(path);
          }

          @Override
          public void file(String path, String content) {
            file.accept(path, content);
          }

          @Override
          public void link(String path, String target) {
            link.accept(path, target);
          }
        });
  }

  /** Names that Joliet can hold too. */
  static void describe(Maker maker) {
    maker.dir("/empty");
    maker.file("/hello.txt", "Hello");
    maker.file("/nothing", "");
    maker.file("/.hidden", "dot");
    maker.file("/Makefile", "all:");
    maker.file("/docs/readme.md", "# read me");
    maker.file("/docs/a b.txt", "blank");
    maker.file("/docs/[x]{y}.txt", "brackets");
    maker.file("/docs/deep/er/still/file.java", "class A {}");
    maker.file("/docs/deep/er/100%#!+&=@~.txt", "signs");
    maker.file("/straße/größe.txt", "14");
    maker.link("/link.txt", "hello.txt");
    maker.link("/docs/up", "..");
    maker.link("/docs/deep/abs", "/docs/deep/er");
    maker.link("/todeep", "docs/deep/er/../er");
    maker.link("/dangling", "no/such");
    maker.link("/loop", "loop2");
    maker.link("/loop2", "loop");
    maker.link("/beyond", "../../../hello.txt");
  }

  /**
   * Makes the tree in a directory of the default file system; absolute links as if it was {@code
   * /}.
   */
  static void write(Path root, boolean links) {
    if (Files.exists(root.resolve("hello.txt"))) {
      return; // made before
    }
    describe(
        new Maker() {
          private Path at(String path) {
            try {
              Path at = root.resolve(path.substring(1));
              Files.createDirectories(at.getParent());
              return at;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }

          @Override
          public void dir(String path) {
            at(path + "/.").toFile().mkdirs();
          }

          @Override
          public void file(String path, String content) {
            try {
              Files.writeString(at(path), content);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }

          @Override
          public void link(String path, String target) {
            if (links) {
              try {
                String kept = target.startsWith("/") ? root + target : target;
                Files.createSymbolicLink(at(path), root.getFileSystem().getPath(kept));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        });
  }
}
