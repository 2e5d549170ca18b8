package io.github.diskimagefs.integration;

import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.WaveBytes;
import io.github.diskimagefs.serve.ImageServer;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A server of a mixed disc: files of many kinds, and two audio tracks. */
final class ServedDisc implements AutoCloseable {
  private static final int RATE = 44_100;
  static final int SECONDS = 20;

  /** A text that is no markup, whatever shows it. */
  static final String EVIL = "<img src=x onerror=\"document.title='run'\">";

  private final ImageServer server;

  ServedDisc(Path folder) throws IOException {
    byte[] inner =
        IsoImage.named("INNER")
            .file("/etc/os-release", "NAME=\"Inner system\"\n")
            .file("/boot/kernel", new byte[5000])
            .build();
    IsoImage disc =
        IsoImage.named("HOLIDAYS 1998")
            .file("/readme.txt", "Pictures and music of the summer.\nGr\u00FC\u00DFe!\n")
            .file("/index.html", "<h1>Hello</h1><script>document.title = 'run'</script>\n")
            .file("/picture.png", picture())
            .file("/live.iso", inner)
            .file("/empty.dat", "")
            .file("/names/" + EVIL, EVIL)
            .file("/names/100% & more?#.txt", "percent")
            .file("/names/\u202Etxt.exe", "turned")
            .file("/names/\u4E2D\u6587 \uD83D\uDE00.txt", "wide")
            .symlink("/latest.txt", "letters/letter 10.txt");
    for (int i = 1; i <= 12; i++) {
      disc.file("/letters/letter " + i + ".txt", "Dear reader, ".repeat(i * i * 10));
    }
    for (int i = 0; i < 3000; i++) {
      disc.file("/many/file " + i + ".txt", "x".repeat(i % 100));
    }
    disc.writeTo(folder.resolve("disc.iso"));
    Files.write(folder.resolve("two.wav"), tone(440));
    Files.write(folder.resolve("three.wav"), tone(660));
    Path sheet =
        Files.writeString(
            folder.resolve("holidays.cue"),
            "FILE disc.iso BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00\n"
                + "FILE two.wav WAVE\nTRACK 02 AUDIO\nTITLE \"On the beach\"\nINDEX 01 00:00:00\n"
                + "FILE three.wav WAVE\nTRACK 03 AUDIO\nTITLE \"By train\"\nINDEX 01 00:00:00\n");
    server =
        ImageServer.start(
            sheet,
            Map.of(),
            new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0),
            List.of());
  }

  /** Returns the bytes of the picture. */
  static byte[] picture() throws IOException {
    BufferedImage image = new BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, new Color(0x2A6FB0), 0, 260, new Color(0xF8D9A0)));
    graphics.fillRect(0, 0, 640, 400);
    graphics.setColor(new Color(0xFFF3C4));
    graphics.fillOval(430, 90, 90, 90);
    graphics.setColor(new Color(0x1E5B7A));
    graphics.fillRect(0, 260, 640, 140);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private static byte[] tone(int hertz) {
    int samples = RATE * SECONDS / 588 * 588;
    ByteBuffer buffer = ByteBuffer.allocate(samples * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples; i++) {
      short value = (short) (3000 * Math.sin(2 * Math.PI * hertz * i / RATE));
      buffer.putShort(value).putShort(value);
    }
    return WaveBytes.of(buffer.array());
  }

  URI uri() {
    return server.uri();
  }

  URI davUri() {
    return server.davUri();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
