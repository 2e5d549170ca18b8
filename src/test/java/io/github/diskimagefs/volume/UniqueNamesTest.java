package io.github.diskimagefs.volume;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UniqueNamesTest {
  private final UniqueNames names = new UniqueNames(1);

  @Test
  void aNameIsTakenOnce() {
    assertThat(names.add("a"), is(true));
    assertThat(names.add("a"), is(false));
    assertThat(names.add("A"), is(true));
  }

  @Test
  void laterOnesGetNumbers() {
    assertThat(names.addWithSuffix("a"), is("a"));
    assertThat(names.addWithSuffix("a"), is("a~2"));
    assertThat(names.addWithSuffix("a"), is("a~3"));
  }

  @Test
  void manyNamesStayDistinct() {
    int fresh = 0;
    for (int i = 0; i < 50_000; i++) {
      fresh += names.add("file-" + i) ? 1 : 0;
    }
    assertThat(fresh, is(50_000));
    assertThat(names.add("file-49999"), is(false));
  }

  @Test
  void namesCraftedForOneSeedDoNotCollideUnderAnother() {
    NameHash known = new NameHash(1);
    List<String> crafted = new ArrayList<>();
    for (int i = 0; crafted.size() < 2_000; i++) {
      String name = Integer.toString(i);
      if ((known.of(name) >>> 32 & 0x1FF) == 0) {
        crafted.add(name);
      }
    }
    assertThat(probes(crafted, known), is(greaterThan(100_000L)));
    assertThat(probes(crafted, new NameHash(0x5DEE_CE66_D123_4567L)), is(lessThan(20_000L)));
  }

  private static long probes(List<String> names, NameHash hash) {
    UniqueNames unique = new UniqueNames(16, hash);
    names.forEach(unique::add);
    return unique.probes();
  }
}
