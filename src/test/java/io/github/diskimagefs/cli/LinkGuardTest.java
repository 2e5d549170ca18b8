package io.github.diskimagefs.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkGuardTest {
  @ParameterizedTest
  @CsvSource({
    "file,0,file",
    "dir/file,0,dir/file",
    "./dir//file/,0,dir/file",
    "..,1,..",
    "../other,1,../other",
    "../../other,2,../../other",
    ".,0,.",
    "...,0,...",
  })
  void staysInside(String target, int depth, String expected) {
    assertThat(inside(target, depth), is(Optional.of(Path.of(expected))));
  }

  @ParameterizedTest
  @CsvSource({
    "'',3",
    "/etc/passwd,3",
    "..,0",
    "../../x,1",
    "./../../x,1",
    // Inside by the letter, outside if "other" is a link to a folder further up.
    "other/../x,3",
    "other/../../../../x,1",
  })
  void mayLeadOut(String target, int depth) {
    assertThat(inside(target, depth), is(Optional.empty()));
  }

  private static Optional<Path> inside(String target, int depth) {
    return LinkGuard.inside(target, depth, new HostName("/"), Path.of("/any"));
  }
}
