package io.github.diskimagefs.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attributes, typed and by name. */
class AttributeContractTest {
  @TempDir Path temp;

  static List<Fixture> fixtures() {
    return Fixture.all();
  }

  private Set<String> oracleNames(String names) throws IOException {
    Path file = temp.resolve("file");
    if (Files.notExists(file)) {
      Files.createFile(file);
    }
    Assumptions.assumeTrue(
        file.getFileSystem().supportedFileAttributeViews().contains("unix"), "needs Unix");
    return Files.readAttributes(file, names).keySet();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void namesAndTypesAreTheJdks(Fixture fixture) throws IOException {
    try (FileSystem image = fixture.open()) {
      Path file = image.getPath("/hello.txt");
      for (String names : List.of("*", "basic:*", "size", "basic:size,isOther", "size,*")) {
        assertThat(names, Files.readAttributes(file, names).keySet(), is(oracleNames(names)));
      }
      for (String names : List.of("posix:*", "unix:*", "owner:*", "unix:ino,nlink", "posix:size")) {
        if (fixture.posix()) {
          Map<String, Object> ours = Files.readAttributes(file, names);
          Map<String, Object> theirs = Files.readAttributes(temp, names);
          assertThat(names, ours.keySet(), is(oracleNames(names)));
          for (String name : List.of("mode", "ino", "dev", "rdev", "nlink", "uid", "gid")) {
            if (ours.containsKey(name)) {
              assertThat(name, ours.get(name).getClass(), is((Object) theirs.get(name).getClass()));
            }
          }
        } else {
          assertThrows(
              UnsupportedOperationException.class, () -> Files.readAttributes(file, names));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void unknownNamesAndViews(Fixture fixture) throws IOException {
    try (FileSystem image = fixture.open()) {
      Path file = image.getPath("/hello.txt");
      for (String names :
          List.of("nope", "basic:nope", "size,nope", "", "basic:", ":size", ",", "*,nope")) {
        assertThrows(
            IllegalArgumentException.class, () -> Files.readAttributes(file, names), names);
        assertThrows(
            IllegalArgumentException.class,
            () -> Files.readAttributes(file.resolve("none"), names),
            names);
      }
      assertThat(Files.readAttributes(file, "size,").keySet(), is(Set.of("size")));
      assertThrows(
          UnsupportedOperationException.class, () -> Files.readAttributes(file, "nope:size"));
      assertThrows(IOException.class, () -> Files.getAttribute(file, "user:nope"));
      assertThrows(
          NoSuchFileException.class, () -> Files.readAttributes(image.getPath("/none"), "*"));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void typedAndByNameAgree(Fixture fixture) throws IOException {
    try (FileSystem image = fixture.open()) {
      Path file = image.getPath("/hello.txt");
      BasicFileAttributes typed = Files.readAttributes(file, BasicFileAttributes.class);
      Map<String, Object> named = Files.readAttributes(file, "*");
      assertThat(named.get("size"), is(typed.size()));
      assertThat(named.get("lastModifiedTime"), is(typed.lastModifiedTime()));
      assertThat(named.get("lastAccessTime"), is(typed.lastAccessTime()));
      assertThat(named.get("creationTime"), is(typed.creationTime()));
      assertThat(named.get("isRegularFile"), is(true));
      assertThat(named.get("fileKey"), is(typed.fileKey()));
      Path other = image.getPath("/Makefile");
      assertThat(
          Files.readAttributes(other, BasicFileAttributes.class).fileKey(),
          is(not(typed.fileKey())));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void posix(Fixture fixture) throws IOException {
    try (FileSystem image = fixture.open()) {
      Path file = image.getPath("/hello.txt");
      if (!fixture.posix()) {
        assertThat(Files.getFileAttributeView(file, PosixFileAttributeView.class), is(nullValue()));
        assertThrows(
            UnsupportedOperationException.class,
            () -> Files.readAttributes(file, PosixFileAttributes.class));
        return;
      }
      PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
      assertThat(attributes.permissions(), is(Files.getPosixFilePermissions(file)));
      assertThat(attributes.owner(), is(Files.getOwner(file)));
      assertThat(
          Files.getFileAttributeView(file, FileOwnerAttributeView.class).name(), is("owner"));
      assertThat(Files.getAttribute(file, "unix:mode"), is(0100644));
      assertThat(
          Files.getAttribute(file, "owner:owner"),
          is(
              image
                  .getUserPrincipalLookupService()
                  .lookupPrincipalByName(attributes.owner().getName())));
      assertThrows(
          UserPrincipalNotFoundException.class,
          () -> image.getUserPrincipalLookupService().lookupPrincipalByGroupName("wheel"));
      assertThrows(
          NullPointerException.class,
          () -> image.getUserPrincipalLookupService().lookupPrincipalByName(null));
      Path link = image.getPath("/link.txt");
      assertThat(Files.getAttribute(link, "size"), is(5L));
      assertThat(
          Files.getAttribute(link, "posix:isSymbolicLink", LinkOption.NOFOLLOW_LINKS), is(true));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void whatIsSupportedIsSaid(Fixture fixture) throws IOException {
    try (FileSystem image = fixture.open()) {
      Path file = image.getPath("/hello.txt");
      assertThat(image.supportedFileAttributeViews(), hasItems("basic", "user", "image"));
      assertThat(image.supportedFileAttributeViews().contains("posix"), is(fixture.posix()));
      assertThat(image.supportedFileAttributeViews().contains("dos"), is(fixture.dos()));
      if (fixture.dos()) {
        assertThat(Files.readAttributes(file, DosFileAttributes.class).isHidden(), is(false));
      } else {
        assertThrows(
            UnsupportedOperationException.class,
            () -> Files.readAttributes(file, DosFileAttributes.class));
      }
      FileStore store = Files.getFileStore(file);
      assertThat(store.supportsFileAttributeView("unix"), is(fixture.posix()));
      assertThat(
          store.supportsFileAttributeView(PosixFileAttributeView.class), is(fixture.posix()));
      assertThat(store.isReadOnly(), is(true));
      assertThat(store.getUsableSpace(), is(0L));
      assertThat(store.getAttribute("totalSpace"), is(store.getTotalSpace()));
      assertThat(store.getAttribute("image:container"), is(not("")));
      assertThat(image.getFileStores().iterator().next(), is(store));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void userAttributesAreNoneHere(Fixture fixture) throws IOException {
    try (FileSystem image = fixture.open()) {
      Path file = image.getPath("/hello.txt");
      UserDefinedFileAttributeView user =
          Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
      assertThat(user.list(), is(List.of()));
      assertThat(Files.readAttributes(file, "user:*"), is(Map.of()));
      assertThrows(IOException.class, () -> user.size("none"));
    }
  }
}
