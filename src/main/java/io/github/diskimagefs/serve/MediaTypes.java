package io.github.diskimagefs.serve;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The media types under which files are sent. Only types that a browser shows without running
 * anything have an entry: pictures of pixels, audio, video and plain text. HTML, SVG, XML and
 * scripts are plain text; everything else is bytes to be saved.
 */
final class MediaTypes {
  static final String BYTES = "application/octet-stream";
  static final String TEXT = "text/plain; charset=utf-8";

  private static final Map<String, String> TYPES = new HashMap<>();

  static {
    put("image/png", "png");
    put("image/jpeg", "jpg jpeg jpe jfif");
    put("image/gif", "gif");
    put("image/webp", "webp");
    put("image/avif", "avif");
    put("image/bmp", "bmp dib");
    put("image/x-icon", "ico cur");
    put("audio/wav", "wav");
    put("audio/mpeg", "mp3");
    put("audio/flac", "flac");
    put("audio/ogg", "ogg oga opus");
    put("audio/mp4", "m4a");
    put("audio/aac", "aac");
    put("video/mp4", "mp4 m4v");
    put("video/webm", "webm");
    put("video/ogg", "ogv");
    put("video/quicktime", "mov");
    put("video/mpeg", "mpg mpeg");
    put(
        TEXT,
        "txt text md markdown rst asc nfo diz 1st me log csv tsv ini inf cfg conf cnf properties"
            + " list lst sfv md5 sha1 sha256 htm html xhtml shtml xml xsl svg css js mjs json yaml"
            + " yml toml sh bash bat cmd ps1 py pl rb lua tcl c h cc cpp hpp cs java kt go rs"
            + " swift m s asm pas bas f for sql tex plist desktop service cue toc ccd gdi"
            + " mk cmake gradle diff patch srt vtt");
  }

  private MediaTypes() {}

  private static void put(String type, String extensions) {
    for (String extension : extensions.split(" ")) {
      TYPES.put(extension, type);
    }
  }

  /** Returns the type for a file's name. */
  static String of(String name) {
    int dot = name.lastIndexOf('.');
    return TYPES.getOrDefault(name.substring(dot + 1).toLowerCase(Locale.ROOT), BYTES);
  }

  /** Returns whether a browser may show files of the type itself. */
  static boolean isInline(String type) {
    return !type.equals(BYTES);
  }
}
