package io.github.diskimagefs.container;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PropertyListTest {
  private static Object read(String xml) throws MalformedImageException {
    return PropertyList.read(xml.getBytes(StandardCharsets.UTF_8), 0);
  }

  @Test
  void readsDictionariesArraysAndText() throws MalformedImageException {
    assertThat(
        read(
            "<?xml version='1.0'?><!DOCTYPE plist PUBLIC '>' \"x\" [<!ENTITY a 'b>'>]>\n"
                + "<plist version=\"1.0\"><!-- <dict> --><dict>\n"
                + "<key>a&lt;&#x41;&#66;</key> <array><integer>5</integer><true/><array/></array>"
                + "<key>b</key><string/></dict></plist>"),
        is(Map.of("a<AB", List.of("5", "true", List.of()), "b", "string")));
  }

  @Test
  void readsData() throws MalformedImageException {
    assertThat(read("<plist><data>\n\tAQ\n ID\n</data></plist>"), is(new byte[] {1, 2, 3}));
    assertThat(read("<data>AQI=</data>"), is(new byte[] {1, 2}));
  }

  @Test
  void knowsNoEntityOfTheDocument() {
    String bomb =
        "<!DOCTYPE p [<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY b \"&a;&a;\">]>"
            + "<plist><string>&b;</string></plist>";
    Exception thrown = assertThrows(MalformedImageException.class, () -> read(bomb));
    assertThat(thrown.getMessage(), containsString("entity &b;"));
  }

  @Test
  void deepNestingAndEarlyEndsAreMalformed() {
    assertThrows(MalformedImageException.class, () -> read("<array>".repeat(100_000)));
    String audio = "<plist><dict><key>k</key><data>AAAA</data></dict></plist>";
    for (int length = 0; length < audio.length() - 10; length++) {
      String cut = audio.substring(0, length);
      assertThrows(MalformedImageException.class, () -> read(cut), cut);
    }
  }

  @Test
  void readsBinaryLists() throws MalformedImageException {
    byte[] list = binary();
    assertThat(
        PropertyList.read(list, 0),
        is(
            Map.of(
                "size",
                "2134528",
                "minus",
                "-1",
                "list",
                List.of("true", "false", "4.0"),
                "name",
                "\u00E7\u30E6")));
    assertThat(PropertyList.startsIn(list), is(true));
  }

  /** Made by Python: {@code plistlib.dumps(value, fmt=plistlib.FMT_BINARY)}. */
  private static byte[] binary() {
    return HexFormat.of()
        .parseHex(
            "62706c6973743030d40102030405090a0b546c697374556d696e7573546e616d655473697a65"
                + "a3060708090823401000000000000013ffffffffffffffff6200e730e612002092000811161c"
                + "21262a2b2c353e430000000000000101000000000000000c0000000000000000000000000000"
                + "0048");
  }

  @Test
  void damagedBinaryListsAreMalformed() {
    byte[] list = binary();
    Random random = new Random(4);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = list.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        damaged[8 + random.nextInt(list.length - 8)] = (byte) random.nextInt();
      }
      try {
        PropertyList.read(damaged, 0);
      } catch (MalformedImageException e) {
        assertThat(e.getMessage(), containsString("property list"));
      }
    }
    for (int length = 8; length < list.length; length++) {
      byte[] cut = Arrays.copyOf(list, length);
      assertThrows(MalformedImageException.class, () -> PropertyList.read(cut, 0));
    }
  }

  @Test
  void aBinaryListThatContainsItselfIsMalformed() {
    byte[] list = new byte[8 + 2 + 1 + 32];
    ByteBuffer bytes = ByteBuffer.wrap(list);
    bytes.put("bplist00".getBytes(StandardCharsets.US_ASCII)).put((byte) 0xA1).put((byte) 0);
    bytes.put((byte) 8).put(11 + 6, (byte) 1).put(11 + 7, (byte) 1).putLong(11 + 8, 1);
    bytes.putLong(11 + 24, 10);
    Exception thrown =
        assertThrows(MalformedImageException.class, () -> PropertyList.read(list, 0));
    assertThat(thrown.getMessage(), containsString("contains itself"));
  }
}
