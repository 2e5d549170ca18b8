package io.github.diskimagefs.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageOptionsTest {
  @ParameterizedTest
  @EnumSource(ViewName.class)
  void everyViewNameIsAccepted(ViewName view) {
    assertThat(ImageOptions.from(Map.of("view", view.option())).view(), is(view));
  }

  @Test
  void viewNamesAreReadInAnyCase() {
    assertThat(ImageOptions.from(Map.of("view", "RockRidge")).view(), is(ViewName.ROCKRIDGE));
  }

  @Test
  void volumesAreNumbersOrNames() {
    assertThat(ImageOptions.from(Map.of("volume", 2)).volume(), is(Optional.of("2")));
    assertThat(ImageOptions.from(Map.of("volume", 3L)).volume(), is(Optional.of("3")));
    assertThat(ImageOptions.from(Map.of("volume", "DATA")).volume(), is(Optional.of("DATA")));
    assertThat(ImageOptions.from(Map.of("volume", "")).volume(), is(Optional.empty()));
  }

  @Test
  void valuesThatAnOptionCannotHaveAreRefused() {
    for (Map<String, ?> env :
        List.of(
            Map.of("view", "sideways"),
            Map.of("volume", "0"),
            Map.of("volume", -1),
            Map.of("volume", 1.5),
            Map.of("volume", 'x'),
            Map.of("session", 0),
            Map.of("session", "x"),
            Map.of("session", 1L << 40),
            Map.of("password", 1),
            Map.of("charset", "no such charset"),
            Map.of("verify", "perhaps"),
            Map.of("cacheBytes", 0))) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> ImageOptions.from(env), env.toString());
      assertThat(e.getMessage(), containsString(env.keySet().iterator().next() + ": expected"));
    }
  }

  @Test
  void sessionsCountFromOne() {
    for (Object bad : new Object[] {0, -1, "x", "1.5", ""}) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> ImageOptions.from(Map.of("session", bad)));
      assertThat(e.getMessage(), is("session: expected a whole number from 1, not " + bad));
    }
    assertThat(ImageOptions.from(Map.of("session", "2")).session(), is(2));
    assertThat(ImageOptions.from(Map.of()).session(), is(0));
  }

  @Test
  void blocksOfHostsThatAreNotLocal() {
    assertThat(ImageOptions.DEFAULTS.hostBlocks(), is(HostBlockOptions.DEFAULTS));
    ImageOptions options =
        ImageOptions.from(
            Map.of("hostBlockBytes", "4096", "hostCacheBytes", 1L << 33, "readAheadBytes", 0));
    assertThat(options.hostBlocks(), is(new HostBlockOptions(4096, 1L << 33, 0)));
    assertThat(options.withoutSnapshot().hostBlocks(), is(options.hostBlocks()));
    for (String key : new String[] {"hostBlockBytes", "hostCacheBytes", "readAheadBytes"}) {
      for (Object bad : new Object[] {-1, "many", 1.5}) {
        assertThrows(
            IllegalArgumentException.class, () -> ImageOptions.from(Map.of(key, bad)), key + bad);
      }
    }
    assertThrows(
        IllegalArgumentException.class, () -> ImageOptions.from(Map.of("hostBlockBytes", 0)));
    assertThrows(
        IllegalArgumentException.class, () -> ImageOptions.from(Map.of("hostBlockBytes", 5 << 20)));
  }

  @Test
  void theRecordRefusesNonsenseToo() {
    ImageOptions defaults = ImageOptions.DEFAULTS;
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new ImageOptions(
                ViewName.AUTO,
                Optional.of("0"),
                0,
                defaults.password(),
                defaults.snapshot(),
                defaults.charset(),
                false,
                1,
                true,
                defaults.hostBlocks(),
                1,
                defaults.unpackListener(),
                defaults.scheme()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new ImageOptions(
                ViewName.AUTO,
                Optional.empty(),
                0,
                defaults.password(),
                defaults.snapshot(),
                defaults.charset(),
                false,
                0,
                true,
                defaults.hostBlocks(),
                1,
                defaults.unpackListener(),
                defaults.scheme()));
  }

  @Test
  void thePasswordIsCopiedAndNotShown() {
    char[] given = "secret".toCharArray();
    ImageOptions options = ImageOptions.from(Map.of("password", given));
    given[0] = 'X';
    options.password().orElseThrow()[1] = 'X';
    assertThat(new String(options.password().orElseThrow()), is("secret"));
    assertThat(options.toString(), not(containsString("secret")));
    assertThat(
        new String(ImageOptions.from(Map.of("password", "text")).password().orElseThrow()),
        is("text"));
  }

  @Test
  void schemesAreReadInAnyCase() {
    assertThat(ImageScheme.contains("ISO"), is(true));
    assertThat(ImageScheme.contains("img"), is(true));
    assertThat(ImageScheme.contains("jar"), is(false));
  }
}
