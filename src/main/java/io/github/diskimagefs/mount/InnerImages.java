package io.github.diskimagefs.mount;

import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The images in a volume, looked for in the places where live media and installers keep them. Each
 * folder is listed once, and not further than a bound.
 */
final class InnerImages {
  private static final int MAX_ENTRIES = 1000;
  private static final int MAX_IMAGES = 32;

  private static final Set<String> ROOT =
      Set.of(
          "dmg", "iso", "qcow2", "vmdk", "vhd", "vhdx", "vdi", "img", "squashfs", "erofs", "wim");

  /** Extensions of images by the folder of the root that holds them, in lower case. */
  private static final Map<String, Set<String>> FOLDERS =
      Map.of(
          "live", Set.of("squashfs", "erofs", "img"),
          "liveos", Set.of("img", "squashfs", "erofs"),
          "casper", Set.of("squashfs"),
          "images", Set.of("img"),
          "sources", Set.of("wim", "esd"));

  private final Volume volume;
  private final ChunkCache cache;
  private final List<ImageInfo.InnerImage> found = new ArrayList<>();

  private InnerImages(Volume volume, ChunkCache cache) {
    this.volume = volume;
    this.cache = cache;
  }

  /** Finds the images in a volume; a folder that cannot be read has none. */
  static List<ImageInfo.InnerImage> of(Volume volume, ChunkCache cache) {
    InnerImages images = new InnerImages(volume, cache);
    List<Node> folders = new ArrayList<>();
    try {
      images.list(volume.root(), "/", ROOT, folders);
      for (Node folder : folders) {
        Set<String> extensions = FOLDERS.get(folder.name().toLowerCase(Locale.ROOT));
        images.list(folder, '/' + folder.name() + '/', extensions, null);
      }
    } catch (IOException e) {
      // The images found before are shown; a reader of the folder gets the error.
    }
    return images.found;
  }

  private void list(Node folder, String path, Set<String> extensions, List<Node> folders)
      throws IOException {
    List<Node> files = new ArrayList<>();
    try (NodeCursor entries = volume.children(folder)) {
      Node entry = entries.next();
      for (int i = 0; entry != null && i < MAX_ENTRIES; i++) {
        String name = entry.name().toLowerCase(Locale.ROOT);
        if (entry.kind() == Node.Kind.FILE) {
          if (extensions.contains(name.substring(name.lastIndexOf('.') + 1))) {
            files.add(entry);
          }
        } else if (folders != null
            && entry.kind() == Node.Kind.DIRECTORY
            && FOLDERS.containsKey(name)) {
          folders.add(entry);
        }
        entry = entries.next();
      }
    }
    for (Node file : files) {
      if (found.size() < MAX_IMAGES) {
        add(file, path + file.name());
      }
    }
  }

  /** Adds a file if it is an image. */
  private void add(Node node, String path) {
    try {
      ImageFile file = new ImageFile(node.name(), volume.open(node), HostFolder.EMPTY, cache);
      ContainerFormat format = Formats.container(file);
      if (format != null) {
        DetectedImage image = new DetectedImage(null, file, format);
        found.add(new DescribedImage.DescribedInnerImage(path, description(image), node.size()));
      }
    } catch (IOException e) {
      found.add(new DescribedImage.DescribedInnerImage(path, "cannot be read: " + e, node.size()));
    }
  }

  private static String description(DetectedImage detected) {
    try (OpenImage image = detected.openWithoutTree(ImageOptions.DEFAULTS)) {
      String type = image.container().type();
      VolumeSet volumes = image.openVolumes();
      return volumes.count() == 1 ? type + ", " + volumes.open(0).type() : type;
    } catch (UnsupportedImageException e) {
      return e.feature() + " (not supported)";
    } catch (IOException e) {
      return "cannot be read: " + e.getMessage();
    }
  }
}
