package io.github.diskimagefs.mount;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.image.ApfsImage;
import io.github.diskimagefs.image.ApfsVolumeImage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which of several volumes of a container is shown. */
class ApfsSelectionTest {
  private static final int SYSTEM = 1;
  private static final int PREBOOT = 0x10;
  private static final int DATA = 0x40;
  private static final UUID GROUP = new UUID(1, 2);
  private static final UUID NONE = new UUID(0, 0);

  private static ApfsVolumeImage installation() {
    return ApfsImage.named("Preboot")
        .role(PREBOOT, NONE)
        .file("boot", "")
        .volume("Macintosh HD")
        .role(SYSTEM, GROUP)
        .file("bin/sh", "shell")
        .dir("Users")
        .attribute("Users", "com.apple.fs.firmlink", "Users\0".getBytes(UTF_8))
        .dir("usr/local")
        .attribute("usr/local", "com.apple.fs.firmlink", "usr/local".getBytes(UTF_8))
        .volume("Macintosh HD - Data")
        .role(DATA, GROUP)
        .file("Users/me/text", "mine")
        .file("usr/local/bin/tool", "tool")
        .file("private", "x");
  }

  private static FileSystem open(byte[] image, Map<String, ?> options) throws IOException {
    return DiskImages.open(write(image), options);
  }

  private static Path write(byte[] image) throws IOException {
    FileSystem host = Jimfs.newFileSystem(Configuration.unix());
    return Files.write(host.getPath("/image.dmg"), image);
  }

  private static List<String> root(FileSystem fs) throws IOException {
    try (Stream<Path> entries = Files.list(fs.getPath("/"))) {
      return entries.map(path -> path.getFileName().toString()).collect(Collectors.toList());
    }
  }

  @Test
  void aVolumeWithoutRoleIsTheMainOne() throws IOException {
    byte[] image = installation().volume("Backup").file("mine", "1").bytes();
    try (FileSystem fs = open(image, Map.of())) {
      assertThat(root(fs), containsInAnyOrder("mine"));
    }
  }

  @Test
  void systemAndDataAreJoinedByFirmlinks() throws IOException {
    try (FileSystem fs = open(installation().bytes(), Map.of())) {
      assertThat(root(fs), containsInAnyOrder("bin", "Users", "usr"));
      assertThat(Files.readString(fs.getPath("/Users/me/text")), is("mine"));
      assertThat(Files.readString(fs.getPath("/usr/local/bin/tool")), is("tool"));
      assertThat(Files.readString(fs.getPath("/bin/sh")), is("shell"));
      assertThat(fs.getPath("/Users/me/text").toRealPath().toString(), is("/Users/me/text"));
      try (Stream<Path> walk = Files.walk(fs.getPath("/"))) {
        assertThat(walk.count(), is(10L));
      }
    }
  }

  @Test
  void volumesAreChosenByIndexNameAndRole() throws IOException {
    byte[] image = installation().bytes();
    for (String choice : List.of("3", "Macintosh HD - Data", "data")) {
      try (FileSystem fs = open(image, Map.of("volume", choice))) {
        assertThat(root(fs), containsInAnyOrder("Users", "usr", "private"));
      }
    }
    assertThrows(NotInImageException.class, () -> open(image, Map.of("volume", "Recovery")));
  }

  @Test
  void rolesAreDescribed() throws IOException {
    ImageInfo info = DiskImages.describe(write(installation().bytes()), Map.of());
    assertThat(
        info.volumes().stream().map(volume -> volume.properties().get("role")).toList(),
        is(List.of("Preboot", "System", "Data")));
  }

  @Test
  void aLockedVolumeDoesNotGiveWayToOneOfTheSystem() throws IOException {
    byte[] image =
        ApfsImage.named("Preboot")
            .role(PREBOOT, NONE)
            .volume("Mine")
            .password("secret")
            .file("f", "x")
            .bytes();
    assertThrows(AccessDeniedException.class, () -> open(image, Map.of()));
    try (FileSystem fs = open(image, Map.of("password", "secret"))) {
      assertThat(root(fs), containsInAnyOrder("f"));
    }
    ImageInfo info = DiskImages.describe(write(image), Map.of());
    assertThat(info.volumes().get(1).label(), is(Optional.of("Mine")));
  }

  @Test
  void thePasswordChoosesAmongLockedVolumes() throws IOException {
    byte[] image =
        ApfsImage.named("A").password("a").file("fa", "").volume("B").password("b").bytes();
    try (FileSystem fs = open(image, Map.of("password", "b", "volume", "B"))) {
      assertThat(root(fs), is(List.of()));
    }
    try (FileSystem fs = open(image, Map.of("password", "b"))) {
      assertThat(root(fs), is(List.of()));
    }
  }
}
