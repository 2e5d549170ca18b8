package io.github.diskimagefs.container;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
}
