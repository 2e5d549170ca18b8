package io.github.diskimagefs.container.toc;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.container.toc.TocSheet.Amount;
import io.github.diskimagefs.sector.Msf;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.Track;
import io.github.diskimagefs.sector.TrackMode;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a toc-file (cdrdao's manual page, "Toc-Files"). */
final class TocParser {
  private static final int MAX_PARTS = 100_000;
  private static final int MAX_TRACKS = 99;
  private static final Set<String> DISC_TYPES = Set.of("CD_DA", "CD_ROM", "CD_ROM_XA", "CD_I");

  private final TocTokens tokens;
  private final TocSheet sheet = new TocSheet();
  private TocSheet.Track track;
  private int parts;

  private TocParser(TocTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads a toc-file.
   *
   * @param charset of escaped bytes in strings, if the caller knows it
   */
  static TocSheet parse(String text, Optional<Charset> charset) throws MalformedImageException {
    TocParser parser = new TocParser(new TocTokens(text, charset));
    while (parser.tokens.more()) {
      parser.statement();
    }
    if (parser.sheet.tracks.isEmpty()) {
      throw parser.tokens.malformed("no TRACK in the file");
    }
    return parser.sheet;
  }

  private void statement() throws MalformedImageException {
    TocTokens.Token token = tokens.take();
    String word = token.quoted() ? '"' + token.text() + '"' : token.text();
    switch (word) {
      case "TRACK" -> track();
      case "CATALOG" -> sheet.cdText.put("mcn", tokens.string(word));
      case "FIRST_TRACK_NO" -> firstTrack();
      case "CD_TEXT" -> cdText(track == null ? sheet.cdText : track.cdText);
      default -> {
        if (track != null) {
          inTrack(word);
        } else if (!DISC_TYPES.contains(word)) {
          throw tokens.malformed("%s, expected TRACK or what describes the disc", word);
        }
      }
    }
  }

  private void firstTrack() throws MalformedImageException {
    String number = tokens.take().text();
    if (!number.matches("\\d{1,2}") || number.matches("0+")) {
      throw tokens.malformed("FIRST_TRACK_NO %s, expected 1 to 99", number);
    }
    if (track != null) {
      throw tokens.malformed("FIRST_TRACK_NO after a track");
    }
    sheet.firstTrack = Integer.parseInt(number);
  }

  private void track() throws MalformedImageException {
    String mode = tokens.take().text();
    int sub = tokens.takeIf("RW") || tokens.takeIf("RW_RAW") ? SectorLayout.SUB_CHANNEL : 0;
    SectorLayout layout = layout(mode, sub);
    if (layout == null) {
      throw tokens.malformed("TRACK of mode %s, which is none", mode);
    }
    if (sheet.firstTrack + sheet.tracks.size() > MAX_TRACKS) {
      throw tokens.malformed("more than %d tracks", MAX_TRACKS);
    }
    track = new TocSheet.Track(tokens.line(), layout);
    sheet.tracks.add(track);
  }

  private static SectorLayout layout(String mode, int sub) {
    return switch (mode) {
      case "AUDIO" -> SectorLayout.of(TrackMode.AUDIO, 2352 + sub);
      case "MODE1" -> SectorLayout.of(TrackMode.MODE1, 2048 + sub);
      case "MODE1_RAW" -> SectorLayout.of(TrackMode.MODE1, 2352 + sub);
      case "MODE2", "MODE2_FORM_MIX" -> SectorLayout.of(TrackMode.MODE2, 2336 + sub);
      case "MODE2_FORM1" -> SectorLayout.of(TrackMode.MODE2, 2048 + sub);
      case "MODE2_FORM2" -> SectorLayout.of(TrackMode.MODE2, 2324 + sub);
      case "MODE2_RAW" -> SectorLayout.of(TrackMode.MODE2, 2352 + sub);
      default -> null;
    };
  }

  private void inTrack(String word) throws MalformedImageException {
    switch (word) {
      case "NO" -> flag(tokens.take().text(), false);
      case "COPY", "PRE_EMPHASIS" -> flag(word, true);
      case "TWO_CHANNEL_AUDIO" -> control(Track.FOUR_CHANNELS, false);
      case "FOUR_CHANNEL_AUDIO" -> control(Track.FOUR_CHANNELS, true);
      case "ISRC" -> track.cdText.put("isrc", tokens.string(word));
      case "FILE", "AUDIOFILE" -> audioFile(word);
      case "DATAFILE", "FIFO" -> dataFile(word);
      case "SILENCE", "ZERO" -> zeros(word);
      case "START" -> start();
      case "END" -> end();
      case "PREGAP" -> track.pregap = time(word);
      case "INDEX" -> track.indexes.add(time(word));
      default -> throw tokens.malformed("%s, which is no statement of a track", word);
    }
  }

  private void flag(String word, boolean set) throws MalformedImageException {
    switch (word) {
      case "COPY" -> control(Track.COPY, set);
      case "PRE_EMPHASIS" -> control(Track.PRE_EMPHASIS, set);
      default -> throw tokens.malformed("NO %s, expected COPY or PRE_EMPHASIS", word);
    }
  }

  private void control(int bit, boolean set) {
    track.control = set ? track.control | bit : track.control & ~bit;
  }

  private void audioFile(String word) throws MalformedImageException {
    String name = tokens.string(word);
    boolean swap = tokens.takeIf("SWAP");
    long offset = offset();
    Amount start = amount();
    Amount length = start.value() < 0 ? Amount.NONE : amount();
    boolean samples = !track.layout.mode().data();
    add(new TocSheet.Part(tokens.line(), name, samples, swap, offset, start, length));
  }

  private void dataFile(String word) throws MalformedImageException {
    String name = tokens.string(word);
    boolean swap = tokens.takeIf("SWAP");
    long offset = offset();
    Amount length = amount();
    add(new TocSheet.Part(tokens.line(), name, false, swap, offset, Amount.NONE, length));
  }

  private void zeros(String word) throws MalformedImageException {
    while (layout(tokens.peek().text(), 0) != null
        || tokens.peek().is("RW")
        || tokens.peek().is("RW_RAW")) {
      tokens.take(); // the mode, which is the track's anyway
    }
    Amount length = amount();
    if (length.value() < 0) {
      throw tokens.malformed("%s without a length", word);
    }
    boolean samples = word.equals("SILENCE");
    add(new TocSheet.Part(tokens.line(), null, samples, false, 0, Amount.NONE, length));
  }

  private void add(TocSheet.Part part) throws MalformedImageException {
    if (++parts > MAX_PARTS) {
      throw tokens.malformed("more than %d statements of data", MAX_PARTS);
    }
    track.parts.add(part);
  }

  private void start() throws MalformedImageException {
    track.startLine = tokens.line();
    track.startParts = track.parts.size();
    track.start = tokens.peek().text().contains(":") ? time("START") : -1;
  }

  /** A postgap starts at END; it belongs to the track. */
  private void end() throws MalformedImageException {
    if (tokens.peek().text().contains(":")) {
      time("END");
    }
  }

  private long offset() throws MalformedImageException {
    String text = tokens.peek().text();
    if (tokens.peek().quoted() || !text.startsWith("#")) {
      return 0;
    }
    tokens.take();
    String digits = text.length() > 1 ? text.substring(1) : tokens.take().text();
    return number(digits);
  }

  /** A time or a number, if one follows. */
  private Amount amount() throws MalformedImageException {
    TocTokens.Token token = tokens.peek();
    if (token.quoted() || token.text().isEmpty() || !Character.isDigit(token.text().charAt(0))) {
      return Amount.NONE;
    }
    tokens.take();
    return token.text().contains(":")
        ? new Amount(blocks(token.text()), true)
        : new Amount(number(token.text()), false);
  }

  private long time(String what) throws MalformedImageException {
    if (tokens.peek().quoted() || !tokens.more()) {
      throw tokens.malformed("%s without a time", what);
    }
    return blocks(tokens.take().text());
  }

  private long blocks(String text) throws MalformedImageException {
    long blocks = Msf.parse(text);
    if (blocks < 0) {
      throw tokens.malformed("%s is no time mm:ss:ff", text);
    }
    return blocks;
  }

  private long number(String text) throws MalformedImageException {
    if (!text.matches("\\d{1,15}")) {
      throw tokens.malformed("%s, expected a number", text);
    }
    return Long.parseLong(text);
  }

  /** The texts of the first language; binary values and the language map are passed over. */
  private void cdText(Map<String, String> cdText) throws MalformedImageException {
    open("CD_TEXT");
    boolean read = false;
    while (!tokens.takeIf("}")) {
      if (tokens.takeIf("LANGUAGE_MAP")) {
        open("LANGUAGE_MAP");
        skipBlock();
      } else if (tokens.takeIf("LANGUAGE")) {
        tokens.take();
        open("LANGUAGE");
        if (read) {
          skipBlock();
        } else {
          language(cdText);
          read = true;
        }
      } else {
        throw tokens.malformed("%s in CD_TEXT", tokens.peek().text());
      }
    }
  }

  private void language(Map<String, String> cdText) throws MalformedImageException {
    while (!tokens.takeIf("}")) {
      if (!tokens.more()) {
        throw tokens.malformed("the block LANGUAGE is not closed");
      }
      String key = tokens.take().text().toLowerCase(Locale.ROOT);
      if (key.startsWith("encoding_")) {
        continue; // that on the disc; the sheet's own is found by its bytes
      }
      if (tokens.takeIf("{")) {
        skipBlock();
        continue;
      }
      String text = tokens.string(key);
      if (!text.isEmpty()) {
        cdText.putIfAbsent(key.equals("upc_ean") ? "mcn" : key, text);
      }
    }
  }

  private void open(String block) throws MalformedImageException {
    if (!tokens.takeIf("{")) {
      throw tokens.malformed("%s needs {, found %s", block, tokens.peek().text());
    }
  }

  private void skipBlock() throws MalformedImageException {
    while (!tokens.takeIf("}")) {
      if (!tokens.more()) {
        throw tokens.malformed("a block is not closed");
      }
      tokens.take();
    }
  }
}
