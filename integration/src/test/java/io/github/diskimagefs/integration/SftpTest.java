package io.github.diskimagefs.integration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image on an SFTP server, through the provider of Apache MINA SSHD. */
class SftpTest {
  @TempDir Path folder;

  private final AtomicInteger requests = new AtomicInteger();
  private final FarImage expected = FarImage.get();
  private SshServer server;
  private FileSystem remote;

  @BeforeEach
  void connect() throws IOException {
    SftpSubsystemFactory sftp = new SftpSubsystemFactory();
    sftp.addSftpEventListener(
        new SftpEventListener() {
          @Override
          public void reading(
              ServerSession session,
              String handle,
              FileHandle file,
              long offset,
              byte[] data,
              int dataOffset,
              int length) {
            requests.incrementAndGet();
          }
        });
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
    server.setPasswordAuthenticator((user, password, session) -> true);
    server.setSubsystemFactories(List.of(sftp));
    server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
    server.start();
    Files.write(folder.resolve("disc.iso"), expected.bytes);
    URI uri = URI.create("sftp://user:password@127.0.0.1:" + server.getPort() + "/");
    remote = FileSystems.newFileSystem(uri, Map.of());
  }

  @AfterEach
  void disconnect() throws IOException {
    remote.close();
    server.stop(true);
  }

  @Test
  void allFilesHaveTheirContent() throws IOException {
    try (FileSystem image = DiskImages.open(remote.getPath("/disc.iso"))) {
      expected.check(image);
    }
  }

  /** The client splits a request into packets of up to 32 KiB. */
  @Test
  void aWalkAddsHardlyAnyPacketToThoseOfOpening() throws IOException {
    try (FileSystem image = DiskImages.open(remote.getPath("/disc.iso"))) {
      int open = requests.get();
      assertThat(open, is(lessThanOrEqualTo(40)));
      try (Stream<Path> paths = Files.walk(image.getPath("/"))) {
        assertThat(paths.count(), is(greaterThan(300L)));
      }
      assertThat(requests.get() - open, is(lessThanOrEqualTo(4)));
    }
  }

  @Test
  void manyThreadsReadAtATime() throws Exception {
    Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    try (FileSystem image = DiskImages.open(remote.getPath("/disc.iso"))) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Path file = image.getPath("/dir" + i + "/file" + i);
        int size = 20_000 + i;
        Thread thread =
            new Thread(
                () -> {
                  try {
                    assertThat(Files.readAllBytes(file).length, is(size));
                    expected.check(image);
                  } catch (IOException | RuntimeException | Error e) {
                    errors.add(e);
                  }
                });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(errors.toString(), errors.isEmpty(), is(true));
  }

  @Test
  void anInterruptedReaderKeepsItsFlagAndTheImage() throws IOException {
    try (FileSystem image = DiskImages.open(remote.getPath("/disc.iso"))) {
      Thread.currentThread().interrupt();
      byte[] content;
      try (var in = Files.newInputStream(image.getPath("/dir5/file5"))) {
        content = in.readAllBytes();
      }
      assertThat(Thread.interrupted(), is(true));
      assertThat(content.length, is(20_005));
      expected.check(image);
    }
  }
}
