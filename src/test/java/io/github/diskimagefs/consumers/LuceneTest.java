package io.github.diskimagefs.consumers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.image.Resources;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.store.NoLockFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** An index of Lucene on an ext4 volume in a QCOW2 disk of compressed clusters. */
class LuceneTest {
  @TempDir Path folder;

  @FunctionalInterface
  private interface Opener {
    Directory open(Path index) throws IOException;
  }

  private void search(Opener opener) throws IOException {
    Path disk = Files.write(folder.resolve("disk.qcow2"), Resources.unpacked("ext/lucene.qcow2"));
    try (FileSystem image = FileSystems.newFileSystem(disk);
        Directory directory = opener.open(image.getPath("/index"));
        DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      assertThat(searcher.count(new TermQuery(new Term("parity", "odd"))), is(500));
      assertThat(searcher.count(LongPoint.newRangeQuery("point", 10, 19)), is(10));
      int found = searcher.search(new TermQuery(new Term("id", "777")), 1).scoreDocs[0].doc;
      long square =
          searcher.storedFields().document(found).getField("square").numericValue().longValue();
      assertThat(square, is(777L * 777));
      directory.openChecksumInput("_0.fdt", IOContext.READONCE).close();
    }
  }

  // From JDK 21 on, Lucene maps into an arena; the class that serves it is in the jar.
  @EnabledIfSystemProperty(named = "test.path", matches = "class")
  @Test
  void isSearchedThroughMappedMemory() throws IOException {
    search(index -> new MMapDirectory(index, NoLockFactory.INSTANCE));
  }

  @Test
  void isSearchedThroughChannels() throws IOException {
    search(index -> new NIOFSDirectory(index, NoLockFactory.INSTANCE));
  }
}
