package io.github.diskimagefs;

import java.util.List;
import java.util.Map;

/**
 * What an image holds, for a reader. Its text form is what the command {@code info} prints.
 *
 * @param format the container format, as {@code CUE sheet}
 * @param properties what the container says of itself, in the order to be shown
 * @param sessions the sessions of a disc, first to last; empty if the image is no disc of tracks
 * @param volumes the volumes found, by index; those that cannot be shown too
 */
public record ImageInfo(
    String format, Map<String, String> properties, List<Session> sessions, List<Volume> volumes) {

  /**
   * A session of a disc.
   *
   * @param number 1-based
   * @param tracks in the order of the table of contents
   * @param leadOut logical block address behind its last sector
   */
  public record Session(int number, List<Track> tracks, long leadOut) {}

  /**
   * A track of a disc.
   *
   * @param number 1 to 99
   * @param mode what its sectors carry, and bytes stored of each, as {@code MODE1/2352}
   * @param start logical block address of its first sector (of INDEX 01)
   * @param sectors its length in sectors
   * @param control the bits of sub-channel Q: 1 pre-emphasis, 2 copy permitted, 4 data, 8 four
   *     channels
   * @param properties ISRC, CD-TEXT and the like, in the order to be shown
   */
  public record Track(
      int number,
      String mode,
      long start,
      long sectors,
      int control,
      Map<String, String> properties) {}

  /**
   * A volume.
   *
   * @param index 1-based, as the option {@code volume} takes it
   * @param place where it lies, in words
   * @param views the trees that show it, each as an option value
   * @param type file system type of the best of them; empty if there is none
   * @param label its name as recorded, may be empty
   * @param size in bytes, as the volume states it
   * @param free bytes that it states as free
   * @param properties identifiers, dates and versions, in the order to be shown
   * @param bootImages those of its boot catalog
   * @param error why it cannot be shown; empty if it can
   */
  public record Volume(
      int index,
      String place,
      List<String> views,
      String type,
      String label,
      long size,
      long free,
      Map<String, String> properties,
      List<BootImage> bootImages,
      String error) {}

  /**
   * A boot image that a boot catalog names.
   *
   * @param name its file name under {@code [BOOT]}
   * @param description platform, emulation and the like, in one line
   * @param size in bytes
   */
  public record BootImage(String name, String description, long size) {}

  /** Several lines, for people. */
  @Override
  public String toString() {
    return new ImageInfoText().of(this);
  }
}
