package io.github.diskimagefs.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing can be changed, and nothing read once the file system is closed. */
class ReadOnlyContractTest {
  @TempDir Path temp;

  static List<Fixture> fixtures() {
    return Fixture.all();
  }

  private static void readOnly(Executable... changes) {
    for (Executable change : changes) {
      assertThrows(ReadOnlyFileSystemException.class, change);
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void refusesChanges(Fixture fixture) throws IOException {
    Path outside = Files.writeString(temp.resolve("outside"), "x");
    FileTime now = FileTime.fromMillis(1);
    try (FileSystem image = fixture.open()) {
      Path file = image.getPath("/hello.txt");
      Path other = image.getPath("/new");
      BasicFileAttributeView basic = Files.getFileAttributeView(file, BasicFileAttributeView.class);
      UserDefinedFileAttributeView user =
          Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
      basic.setTimes(null, null, null); // changes nothing
      readOnly(
          () -> Files.createDirectory(other),
          () -> Files.createFile(other),
          () -> Files.createLink(other, file),
          () -> Files.createSymbolicLink(other, file),
          () -> Files.delete(file),
          () -> Files.deleteIfExists(other),
          () -> Files.copy(file, other),
          () -> Files.copy(outside, other),
          () -> Files.move(file, other),
          () -> Files.move(outside, other),
          () -> Files.write(file, new byte[1]),
          () -> Files.newOutputStream(file),
          () -> Files.newByteChannel(file, StandardOpenOption.WRITE),
          () -> Files.newByteChannel(other, StandardOpenOption.APPEND),
          () -> FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE),
          () -> Files.newByteChannel(file, StandardOpenOption.DELETE_ON_CLOSE),
          () -> Files.setLastModifiedTime(file, now),
          () -> Files.setAttribute(file, "basic:creationTime", now),
          () -> basic.setTimes(now, now, now),
          () -> user.write("a", ByteBuffer.allocate(1)),
          () -> user.delete("a"));
    }
    assertThat(Files.readString(outside), is("x"));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void refusesNothingAtAll(Fixture fixture) throws IOException {
    try (FileSystem image = fixture.open()) {
      Path file = image.getPath("/hello.txt");
      FileSystemProvider provider = image.provider();
      UserDefinedFileAttributeView user =
          Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
      ByteBuffer readOnly = ByteBuffer.allocate(9).asReadOnlyBuffer();
      for (Executable change :
          List.<Executable>of(
              () -> provider.createSymbolicLink(file, null),
              () -> provider.createLink(file, null),
              () -> provider.setAttribute(file, null, 1),
              () -> user.write("x", null),
              () -> user.delete(null),
              () -> user.read("x", null))) {
        assertThrows(NullPointerException.class, change);
      }
      assertThrows(IllegalArgumentException.class, () -> user.read("x", readOnly));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void opensForReadingWithOptionsThatDoNotMatter(Fixture fixture) throws IOException {
    try (FileSystem image = fixture.open();
        SeekableByteChannel channel =
            Files.newByteChannel(
                image.getPath("/hello.txt"),
                StandardOpenOption.READ,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      assertThat(channel.size(), is(5L));
      Path file = image.getPath("/hello.txt");
      Files.newInputStream(file, StandardOpenOption.READ, StandardOpenOption.READ).close();
      assertThrows(
          UnsupportedOperationException.class,
          () -> Files.newByteChannel(file, StandardCopyOptionAsOpenOption.ODD));
    }
  }

  /** An unknown option. */
  private enum StandardCopyOptionAsOpenOption implements java.nio.file.OpenOption {
    ODD
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void nobodyMayWrite(Fixture fixture) throws IOException {
    try (FileSystem image = fixture.open()) {
      Path file = image.getPath("/hello.txt");
      assertThat(Files.isReadable(file), is(true));
      assertThat(Files.isWritable(file), is(false));
      assertThat(Files.isExecutable(file), is(false));
      assertThat(Files.isExecutable(image.getPath("/docs")), is(true));
      assertThrows(
          AccessDeniedException.class, () -> image.provider().checkAccess(file, AccessMode.WRITE));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void copiesOutWithTimes(Fixture fixture) throws IOException {
    try (FileSystem image = fixture.open()) {
      Path file = image.getPath("/hello.txt");
      Path copy = Files.copy(file, temp.resolve("copy.txt"), StandardCopyOption.COPY_ATTRIBUTES);
      assertThat(Files.readString(copy), is("Hello"));
      assertThat(Files.getLastModifiedTime(copy), is(Files.getLastModifiedTime(file)));
      assertThat(Files.mismatch(file, copy), is(-1L));
    }
  }

  @SuppressWarnings("StreamResourceLeak") // left open on purpose
  @ParameterizedTest
  @MethodSource("fixtures")
  void closedMeansClosed(Fixture fixture) throws IOException {
    FileSystem image = fixture.open();
    Path file = image.getPath("/hello.txt");
    Path docs = image.getPath("/docs");
    SeekableByteChannel channel = Files.newByteChannel(file);
    InputStream stream = Files.newInputStream(file);
    Iterator<Path> entries = Files.newDirectoryStream(docs).iterator();
    image.close();
    image.close();
    assertThat(image.isOpen(), is(false));
    assertThat(channel.isOpen(), is(false));
    assertThrows(ClosedChannelException.class, () -> channel.read(ByteBuffer.allocate(1)));
    assertThrows(IOException.class, stream::read);
    for (Executable use :
        List.<Executable>of(
            entries::hasNext,
            () -> Files.newByteChannel(file),
            () -> Files.newInputStream(file),
            () -> Files.newDirectoryStream(docs),
            () -> Files.readAttributes(file, BasicFileAttributes.class),
            () -> Files.readAttributes(file, "*"),
            () -> Files.getFileAttributeView(file, BasicFileAttributeView.class).readAttributes(),
            () -> Files.getFileStore(file),
            () -> Files.isSameFile(file, docs),
            () -> Files.isHidden(file),
            () -> Files.readSymbolicLink(file),
            () -> Files.delete(file),
            () -> Files.createDirectory(file),
            () -> image.provider().checkAccess(file),
            () -> image.getFileStores(),
            () -> image.getRootDirectories(),
            () -> file.toRealPath())) {
      assertThrows(ClosedFileSystemException.class, use);
    }
    assertThat(file.toString(), is("/hello.txt"));
    assertThat(file, is(docs.resolveSibling("hello.txt")));
  }

  @SuppressWarnings("StreamResourceLeak") // closed twice
  @ParameterizedTest
  @MethodSource("fixtures")
  void directoryStreams(Fixture fixture) throws IOException {
    try (FileSystem image = fixture.open()) {
      Path docs = image.getPath("/docs");
      DirectoryStream<Path> stream = Files.newDirectoryStream(docs, "*.md");
      Iterator<Path> entries = stream.iterator();
      assertThrows(IllegalStateException.class, stream::iterator);
      assertThat(entries.next(), is(docs.resolve("readme.md")));
      assertThrows(NoSuchElementException.class, entries::next);
      assertThrows(UnsupportedOperationException.class, entries::remove);
      stream.close();
      stream.close();
      assertThat(entries.hasNext(), is(false));
      assertThrows(ClosedDirectoryStreamException.class, stream::iterator);
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void filtersThatFail(Fixture fixture) throws IOException {
    IOException error = new IOException("no");
    try (FileSystem image = fixture.open();
        DirectoryStream<Path> stream =
            Files.newDirectoryStream(
                image.getPath("/"),
                path -> {
                  throw error;
                })) {
      Iterator<Path> entries = stream.iterator();
      DirectoryIteratorException e =
          assertThrows(DirectoryIteratorException.class, entries::hasNext);
      assertThat(e.getCause(), is(error));
    }
  }
}
