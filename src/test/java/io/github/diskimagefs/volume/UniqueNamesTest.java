package io.github.diskimagefs.volume;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

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
    assertThat(names.addNumbered("a"), is("a"));
    assertThat(names.addNumbered("a"), is("a~2"));
    assertThat(names.addNumbered("a"), is("a~3"));
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
}
