package io.github.diskimagefs.contract;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.UdfImage;
import io.github.diskimagefs.nio.MemoryVolume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A file system that holds the {@link SampleTree}, and its capabilities. */
public interface Fixture {

  /** Opens it; the caller closes it. */
  FileSystem open() throws IOException;

  /** Whether it has symbolic links, owners and modes. */
  boolean posix();

  /** Whether it has DOS attributes. */
  default boolean dos() {
    return false;
  }

  /** Returns one fixture for each volume format and container. */
  static List<Fixture> all() {
    List<Fixture> all = new ArrayList<>(List.of(new Memory(true), new Memory(false), new Udf()));
    all.addAll(ImageFixture.all());
    return all;
  }

  /** A volume made by hand. */
  record Memory(boolean posix) implements Fixture {
    @Override
    public FileSystem open() throws IOException {
      MemoryVolume volume = new MemoryVolume();
      SampleTree.describe(
          volume::dir,
          volume::file,
          (path, target) -> {
            if (posix) {
              volume.link(path, target);
            }
          });
      return posix ? volume.open() : volume.withoutPosix().open();
    }
  }

  /** A UDF image. */
  record Udf() implements Fixture {
    @Override
    public boolean posix() {
      return true;
    }

    @Override
    public FileSystem open() throws IOException {
      UdfImage image = UdfImage.named("Contract");
      SampleTree.describe(
          path -> image.directory(path, how -> {}),
          (path, content) -> {
            // Read by all, written by the owner: 4/14.9.5.
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            image.file(path, bytes, how -> how.owned(0, 0, 6 << 10 | 4 << 5 | 4));
          },
          image::link);
      FileSystem host = Jimfs.newFileSystem(Configuration.unix());
      return DiskImages.open(Files.write(host.getPath("/contract.iso"), image.toBytes()), Map.of());
    }
  }
}
