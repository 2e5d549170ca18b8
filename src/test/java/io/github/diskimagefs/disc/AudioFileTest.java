package io.github.diskimagefs.disc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.WaveBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Audio files that a sheet names, recognised by their content. */
class AudioFileTest {
  private static final byte[] AUDIO = CdSectors.sound(10, 1);

  private final DiscFolder folder = new DiscFolder();

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  private FileSystem open(byte[] file, String type) throws IOException {
    folder.put("a.x", file);
    folder.put("s.cue", "FILE a.x " + type + "\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n");
    return folder.open("s.cue");
  }

  private void holds(byte[] samples, byte[] file, String type) throws IOException {
    try (FileSystem image = open(file, type)) {
      assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(samples));
    }
  }

  private void fails(String reason, byte[] file, String type) throws IOException {
    try (FileSystem image = open(file, type)) {
      IOException e =
          assertThrows(
              UnsupportedImageException.class,
              () -> Files.readAllBytes(image.getPath("/Track 01.wav")));
      assertThat(e.getMessage(), containsString(reason));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OggS,Ogg",
    "'MAC ',Monkey's Audio",
    "wvpk,WavPack",
    "TTA1,TTA",
    "tBaK,TAK",
    "....ftypM4A ,M4A",
    "MPCK,Musepack",
    "'OFR ',OptimFROG",
    "ajkg,Shorten",
    ".snd,Sun audio",
    "'0&\u00B2u\u008Ef\u00CF\u0011',WMA",
    "riff.\u0091\u00CF\u0011\u00A5\u00D6(\u00DB,W64",
    "'\u001AE\u00DF\u00A3',Matroska"
  })
  void encodingsByTheirFirstBytes(String magic, String name) throws IOException {
    byte[] file = Arrays.copyOf(magic.getBytes(ISO_8859_1), 5000);
    for (String type : new String[] {"WAVE", "BINARY", "MP3"}) {
      fails(name, file, type);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FFFB9064,417,0,MP3",
    "FFFB9064,417,100,MP3",
    "FFF38064,208,0,MP3",
    "FFFD9064,522,0,MPEG",
    "FFF15080,300,0,AAC"
  })
  void framesOfMpegAudioWithoutATag(String header, int length, int padding, String name)
      throws IOException {
    ByteBuffer file = ByteBuffer.allocate(padding + 20 * (length + 1));
    int bits = (int) Long.parseLong(header, 16);
    for (int i = 0, offset = padding; i < 8; i++, offset += length) {
      file.putInt(offset, bits);
      if (name.equals("AAC")) {
        file.put(offset + 3, (byte) (0x80 | (length >> 11)));
        file.put(offset + 4, (byte) (length >> 3)).put(offset + 5, (byte) (length << 5));
      }
    }
    fails(name + " audio", file.array(), "WAVE");
    fails(name + " audio", file.array(), "BINARY");
  }

  @Test
  void tagOfId3() throws IOException {
    fails("MP3", Arrays.copyOf("ID3\3\0\0\0\0\1\1".getBytes(ISO_8859_1), 5000), "BINARY");
  }

  @Test
  void bareSamplesAreNoEncoding() throws IOException {
    byte[] loud = new byte[10 * 2352];
    Arrays.fill(loud, (byte) 0xFF);
    holds(loud, loud, "BINARY");
    holds(loud, loud, "WAVE");
    holds(AUDIO, AUDIO, "AIFF");
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAVE", "WAV", "BINARY", "AIFF", "PCM", "MOTOROLA", "MP3"})
  void waveUnderAnyType(String type) throws IOException {
    holds(AUDIO, WaveBytes.of(AUDIO), type);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MAX_VALUE, Integer.MAX_VALUE - 36, -4096})
  void waveWhoseSizeWasNotKnown(int size) throws IOException {
    holds(AUDIO, new WaveBytes().format(1, 44_100).chunk("data", size, AUDIO).build(), "WAVE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", " "})
  void oddChunksWithAndWithoutPadByte(String pad) throws IOException {
    byte[] list = ("INFOISFT\5\0\0\0Lavf" + "!" + pad).getBytes(ISO_8859_1);
    byte[] file =
        new WaveBytes().format(1, 44_100).chunk("LIST", 17, list).chunk("data", AUDIO).build();
    holds(AUDIO, file, "WAVE");
  }

  @Test
  void waveThatIsCutKeepsItsSizeAndFailsAtItsEnd() throws IOException {
    byte[] file = WaveBytes.of(AUDIO);
    try (FileSystem image = open(Arrays.copyOf(file, 44 + 5 * 2352), "WAVE")) {
      assertThat(Files.size(image.getPath("/Track 01.wav")), is((long) file.length));
      assertThrows(IOException.class, () -> Files.readAllBytes(image.getPath("/Track 01.wav")));
    }
  }

  @Test
  void waveOfAnotherFormatIsNotDecoded() throws IOException {
    fails("48000 Hz", new WaveBytes().format(1, 48_000).chunk("data", AUDIO).build(), "WAVE");
    fails("encoding 85", new WaveBytes().format(85, 44_100).chunk("data", AUDIO).build(), "WAVE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.flac", "s.flac", "a.mp3", "A.FLAC"})
  void fileThatWasEncodedAfterTheSheetWasWritten(String stored) throws IOException {
    folder.put(stored, "OggS");
    folder.put("s.cue", "FILE a.wav WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n");
    try (FileSystem image = folder.open("s.cue")) {
      IOException e =
          assertThrows(
              UnsupportedImageException.class,
              () -> Files.readAllBytes(image.getPath("/Track 01.wav")));
      assertThat(e.getMessage(), containsString("Ogg audio is not decoded"));
    }
  }

  @Test
  void flacIsDecodedAndCutIntoTracks() throws IOException {
    byte[] file;
    try (InputStream in =
        getClass().getResourceAsStream("/io/github/diskimagefs/codec/best.flac")) {
      file = in.readAllBytes();
    }
    folder.put("a.flac", file);
    for (String name : new String[] {"a.flac", "a.wav"}) {
      folder.put(
          "s.cue",
          "FILE "
              + name
              + " FLAC\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n"
              + "TRACK 02 AUDIO\nINDEX 01 00:00:04\n");
      folder.put(
          "s.toc",
          "CD_DA\nTRACK AUDIO\nFILE \""
              + name
              + "\" 0 00:00:04\n"
              + "TRACK AUDIO\nFILE \""
              + name
              + "\" 00:00:04\n");
      for (String sheet : new String[] {"s.cue", "s.toc"}) {
        try (FileSystem image = folder.open(sheet)) {
          assertThat(DiscFolder.samples(image, "/Track 01.wav").length, is(4 * 2352));
          assertThat(DiscFolder.samples(image, "/Track 02.wav").length, is(4 * 6000 - 4 * 2352));
        }
      }
    }
  }
}
