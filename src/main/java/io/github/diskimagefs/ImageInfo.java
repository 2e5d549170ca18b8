package io.github.diskimagefs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The description of an image: its container, the sessions and tracks of a disc, its volumes.
 *
 * <p>Descriptions are immutable: all lists, sets and maps are unmodifiable copies, and stay valid
 * after the image is changed or deleted. Only this library implements these interfaces; later
 * versions may add methods to them and constants to the enums.
 *
 * @since 0.1.0
 */
public interface ImageInfo {

  /**
   * Returns the name of the container format.
   *
   * @return a name such as {@code CUE sheet}
   */
  String format();

  /**
   * Returns what the container states about itself.
   *
   * @return names and values, in the order to be shown
   */
  Map<String, String> properties();

  /**
   * Returns the sessions of a disc.
   *
   * @return the sessions, first to last; empty if the image is not a disc of tracks
   */
  List<Session> sessions();

  /**
   * Returns the disk that the image holds.
   *
   * @return the disk; empty if the image is a disc of tracks
   */
  Optional<Disk> disk();

  /**
   * Returns the volumes found, including volumes that cannot be opened. The audio tracks of a disc
   * are the last one.
   *
   * @return the volumes by index
   */
  List<Volume> volumes();

  /**
   * A session of a disc.
   *
   * @since 0.1.0
   */
  interface Session {
    /**
     * Returns the session's number.
     *
     * @return the number, from 1
     */
    int number();

    /**
     * Returns the tracks.
     *
     * @return the tracks in the order of the table of contents
     */
    List<Track> tracks();

    /**
     * Returns where the lead-out starts.
     *
     * @return logical block address of the sector after the last one of the session
     */
    long leadOut();
  }

  /**
   * A track of a disc.
   *
   * @since 0.1.0
   */
  interface Track {
    /**
     * Returns the track's number.
     *
     * @return 1 to 99
     */
    int number();

    /**
     * Returns the kind of the track's sectors.
     *
     * @return the mode
     */
    TrackMode mode();

    /**
     * Returns how much of each sector is stored.
     *
     * @return bytes, from 2048 to 2448
     */
    int sectorSize();

    /**
     * Returns where the track starts.
     *
     * @return logical block address of its first sector (of INDEX 01)
     */
    long start();

    /**
     * Returns the track's length.
     *
     * @return the number of sectors
     */
    long sectors();

    /**
     * Returns the control bits of sub-channel Q that are set.
     *
     * @return a set, which may be empty
     */
    Set<TrackFlag> flags();

    /**
     * Returns further data about the track: ISRC, CD-TEXT and the like.
     *
     * @return names and values, in the order to be shown
     */
    Map<String, String> properties();
  }

  /**
   * The kind of a track's sectors.
   *
   * @since 0.1.0
   */
  enum TrackMode {
    /** Audio: 588 stereo samples of 16 bits per sector. */
    AUDIO,
    /** Data: 2048 bytes per sector, with error correction. */
    MODE1,
    /** Data: CD-ROM XA, Form 1 or Form 2 by sector. */
    MODE2
  }

  /**
   * A control bit of sub-channel Q.
   *
   * @since 0.1.0
   */
  enum TrackFlag {
    /** The audio was recorded with pre-emphasis. */
    PRE_EMPHASIS,
    /** Digital copies are permitted. */
    COPY_PERMITTED,
    /** The track holds data. */
    DATA,
    /** The audio has four channels. */
    FOUR_CHANNELS
  }

  /**
   * A disk of one address space.
   *
   * @since 0.1.0
   */
  interface Disk {
    /**
     * Returns the disk's size, as a guest system sees it.
     *
     * @return bytes; -1 if all of a compressed file would have to be unpacked to know
     */
    long size();

    /**
     * Returns the size of its sectors.
     *
     * @return bytes, a power of two from 512
     */
    int sectorSize();

    /**
     * Returns the entries of its partition maps, including entries of maps within partitions.
     *
     * @return the partitions in the order of their map; empty if the disk has no map
     */
    List<Partition> partitions();
  }

  /**
   * An entry of a partition map.
   *
   * @since 0.1.0
   */
  interface Partition {
    /**
     * Returns the map and the entry's position in it.
     *
     * @return the place in words, as {@code GPT 2 "data"}, equal to that of the volumes in it
     */
    String place();

    /**
     * Returns the name that the map records.
     *
     * @return the name; empty text if it records none
     */
    String name();

    /**
     * Returns the type that the map records.
     *
     * @return a GUID, two hexadecimal digits or a name, with its usual name in brackets if known
     */
    String type();

    /**
     * Returns where the partition starts.
     *
     * @return byte position on the disk
     */
    long start();

    /**
     * Returns the partition's length.
     *
     * @return bytes; it may pass the end of a cut disk
     */
    long length();

    /**
     * Returns whether the map marks the partition as the one to boot from.
     *
     * @return true for an active entry of an MBR, or a GPT entry that a legacy BIOS boots
     */
    boolean active();

    /**
     * Returns the volumes in the partition.
     *
     * @return their indexes, from 1; empty if no file system was recognised
     */
    List<Integer> volumes();
  }

  /**
   * A volume.
   *
   * @since 0.1.0
   */
  interface Volume {
    /**
     * Returns the volume's index, a value of the option {@code volume}.
     *
     * @return the index, from 1
     */
    int index();

    /**
     * Returns where in the image the volume was found.
     *
     * @return the place in words, as {@code session 1 track 01} or {@code GPT 2 "data"}
     */
    String place();

    /**
     * Returns the trees that the volume has.
     *
     * @return values of the option {@code view}; empty if the volume cannot be opened
     */
    List<String> views();

    /**
     * Returns the type of the volume's file system.
     *
     * @return the type of the best view; empty if the volume cannot be opened
     */
    Optional<String> type();

    /**
     * Returns the volume's name as recorded.
     *
     * @return the name; empty if there is none or the volume cannot be opened
     */
    Optional<String> label();

    /**
     * Returns the size that the volume states.
     *
     * @return bytes; empty if the volume cannot be opened
     */
    OptionalLong size();

    /**
     * Returns the free space that the volume states.
     *
     * @return bytes, at least 1; empty if it states none
     */
    OptionalLong free();

    /**
     * Returns identifiers, dates and versions.
     *
     * @return names and values, in the order to be shown
     */
    Map<String, String> properties();

    /**
     * Returns the boot images that the volume's boot catalog names.
     *
     * @return the boot images in the order of the catalog
     */
    List<BootImage> bootImages();

    /**
     * Returns the images that the volume holds in the places where live media and installers keep
     * them.
     *
     * @return the images, up to a small number
     */
    List<InnerImage> innerImages();

    /**
     * Returns why the volume cannot be opened.
     *
     * @return the reason in words; empty if the volume opens
     */
    Optional<String> error();
  }

  /**
   * A boot image that a boot catalog names.
   *
   * @since 0.1.0
   */
  interface BootImage {
    /**
     * Returns the image's file name in the folder {@code [BOOT]} of {@code volume=all}.
     *
     * @return the name
     */
    String name();

    /**
     * Returns platform, emulation and the like.
     *
     * @return one line, in words
     */
    String description();

    /**
     * Returns the image's size.
     *
     * @return bytes
     */
    long size();
  }

  /**
   * An image that is a file of a volume.
   *
   * @since 0.1.0
   */
  interface InnerImage {
    /**
     * Returns the path of the file in its volume.
     *
     * @return the path, from the root
     */
    String path();

    /**
     * Returns the formats of the image and of its volume, or why it cannot be read.
     *
     * @return one line, in words
     */
    String description();

    /**
     * Returns the size of the file.
     *
     * @return bytes
     */
    long size();
  }
}
