package io.github.diskimagefs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.ApfsImage;
import io.github.diskimagefs.image.ApfsVolumeImage;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.UdifImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An application, taken out of the image that it comes in. */
class ApplicationBundleTest {
  private static final byte[] ICON = {1, 2, 3, 0, -1};

  private static byte[] hfsPlus() {
    HfsPlusImage volume =
        HfsPlusImage.named("Demo 1.0")
            .dir("Demo.app")
            .dir("Demo.app/Contents")
            .file("Demo.app/Contents/Info.plist", "<plist/>")
            .dir("Demo.app/Contents/MacOS")
            .file("Demo.app/Contents/MacOS/Demo", "\u00CF\u00FA\u00ED\u00FE code")
            .permissions("Demo.app/Contents/MacOS/Demo", 0755)
            .dir("Demo.app/Contents/Frameworks")
            .dir("Demo.app/Contents/Frameworks/F.framework")
            .dir("Demo.app/Contents/Frameworks/F.framework/Versions")
            .dir("Demo.app/Contents/Frameworks/F.framework/Versions/A")
            .file("Demo.app/Contents/Frameworks/F.framework/Versions/A/F", "library")
            .permissions("Demo.app/Contents/Frameworks/F.framework/Versions/A/F", 0555)
            .link("Demo.app/Contents/Frameworks/F.framework/Versions/Current", "A")
            .link("Demo.app/Contents/Frameworks/F.framework/F", "Versions/Current/F");
    volume
        .resource("Demo.app/Contents/Info.plist", ICON)
        .attribute("Demo.app/Contents/Info.plist", "com.apple.quarantine", "0081;".getBytes(UTF_8))
        .attribute("Demo.app", "com.example.bundle", ICON);
    return UdifImage.of(volume.bytes()).bytes();
  }

  private static byte[] apfs() {
    ApfsVolumeImage volume =
        ApfsImage.named("Demo 1.0")
            .dir("Demo.app")
            .dir("Demo.app/Contents")
            .file("Demo.app/Contents/Info.plist", "<plist/>")
            .dir("Demo.app/Contents/MacOS")
            .file("Demo.app/Contents/MacOS/Demo", "\u00CF\u00FA\u00ED\u00FE code")
            .permissions("Demo.app/Contents/MacOS/Demo", 0755)
            .dir("Demo.app/Contents/Frameworks")
            .dir("Demo.app/Contents/Frameworks/F.framework")
            .dir("Demo.app/Contents/Frameworks/F.framework/Versions")
            .dir("Demo.app/Contents/Frameworks/F.framework/Versions/A")
            .file("Demo.app/Contents/Frameworks/F.framework/Versions/A/F", "library")
            .permissions("Demo.app/Contents/Frameworks/F.framework/Versions/A/F", 0555)
            .link("Demo.app/Contents/Frameworks/F.framework/Versions/Current", "A")
            .link("Demo.app/Contents/Frameworks/F.framework/F", "Versions/Current/F");
    volume
        .attribute("Demo.app/Contents/Info.plist", "com.apple.ResourceFork", ICON)
        .attribute("Demo.app/Contents/Info.plist", "com.apple.quarantine", "0081;".getBytes(UTF_8))
        .attribute("Demo.app", "com.example.bundle", ICON);
    return UdifImage.of(volume.bytes()).bytes();
  }

  /** What counts of each entry: kind, mode, content or target, attributes. */
  private static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (!path.equals(root)) {
          tree.put(root.relativize(path).toString(), describe(path));
        }
      }
    }
    return tree;
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    StringBuilder text = new StringBuilder();
    text.append(
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)));
    text.append(' ').append(Files.getLastModifiedTime(path).toMillis());
    if (Files.isRegularFile(path)) {
      text.append(' ').append(Files.readString(path));
    }
    UserDefinedFileAttributeView user =
        Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
    for (String name : user.list().stream().sorted().toList()) {
      ByteBuffer value = ByteBuffer.allocate(user.size(name));
      user.read(name, value);
      text.append(' ').append(name).append('=').append(ByteBuffer.wrap(value.array()).hashCode());
    }
    return text.toString();
  }

  @Test
  void theTreeOfHfsPlusEqualsItsSource() throws IOException {
    theTreeEqualsItsSource(hfsPlus());
  }

  @Test
  void theTreeOfApfsEqualsItsSource() throws IOException {
    theTreeEqualsItsSource(apfs());
  }

  private static void theTreeEqualsItsSource(byte[] image) throws IOException {
    try (FileSystem host =
        Jimfs.newFileSystem(
            Configuration.unix().toBuilder().setAttributeViews("posix", "unix", "user").build())) {
      Path file = Files.write(host.getPath("Demo.dmg").toAbsolutePath(), image);
      Path target = Files.createDirectories(host.getPath("/out"));
      ByteArrayOutputStream errors = new ByteArrayOutputStream();
      Console console = new Console(new ByteArrayOutputStream(), errors, UTF_8, false);
      try (FileSystem shown = DiskImages.open(file)) {
        Path bundle = shown.getPath("/Demo.app");
        ExtractOptions options =
            new ExtractOptions(OverwritePolicy.NEVER, OutsideLinkPolicy.SKIP, true, false);
        new Extraction(console, target, options, List.of(bundle)).run();
        assertThat(tree(target.resolve("Demo.app")), is(tree(bundle)));
        assertThat(describe(target.resolve("Demo.app")), is(describe(bundle)));
      }
      assertThat(errors.toString(UTF_8), is(""));
      assertThat(
          Files.readString(target.resolve("Demo.app/Contents/Frameworks/F.framework/F")),
          is("library"));
    }
  }
}
