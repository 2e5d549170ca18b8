package io.github.diskimagefs.mount;

import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.SessionSource;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.util.List;

/**
 * Selector of a session in an image without a table of contents: the first format that finds any
 * sessions decides where they start, for all formats of the disc.
 */
final class SessionSelector {
  private SessionSelector() {}

  /**
   * Returns the session that the options choose, by default the last.
   *
   * @param buffer of the source's bytes, because the search reads a few bytes of many sectors
   * @param formats that recognise the source
   * @return the source itself if it has no sessions
   * @throws NotInImageException if there is no session of that number
   */
  static VolumeSource select(
      VolumeSource source, ByteSource buffer, List<VolumeFormat> formats, ImageOptions options)
      throws NotInImageException {
    if (source.listed()) {
      return source;
    }
    ByteSource bytes = source.bytes();
    int number = options.session();
    if (number != 0) {
      bytes.size(); // a source that does not know it unpacks all sessions
    }
    for (VolumeFormat format : formats) {
      List<Long> starts;
      try {
        starts = format.sessions(buffer, number != 0);
      } catch (IOException e) {
        continue; // reading the volume reports the error
      }
      if (starts.isEmpty()) {
        continue;
      }
      if (number > starts.size()) {
        throw new NotInImageException(
            "session",
            Integer.toString(number),
            "the sessions of the image end with " + starts.size());
      }
      int index = number == 0 ? starts.size() - 1 : number - 1;
      long start = starts.get(index);
      boolean last = index == starts.size() - 1;
      long next = last ? -1 : starts.get(index + 1);
      boolean listed = start > 0 || last;
      return new SessionSource(bytes, start, next, listed, source.sectorSize(), source.cache());
    }
    return source;
  }
}
