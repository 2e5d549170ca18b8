package io.github.diskimagefs.volume.ext;

import java.text.Normalizer;
import java.util.Locale;

/** Names as directories that ignore letter case compare them ({@code EXT4_CASEFOLD_FL}). */
final class FoldedNames {
  private FoldedNames() {}

  /** Returns a name without letter case, decomposed, without characters that are ignored. */
  static String of(String name) {
    String upper = Normalizer.normalize(name, Normalizer.Form.NFD).toUpperCase(Locale.ROOT);
    String folded = Normalizer.normalize(upper.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
    return folded.codePoints().anyMatch(FoldedNames::ignorable)
        ? folded
            .codePoints()
            .filter(c -> !ignorable(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : folded;
  }

  /** Returns whether a character has the property Default_Ignorable_Code_Point. */
  private static boolean ignorable(int c) {
    return c == 0xAD
        || c == 0x34F
        || c == 0x61C
        || (c >= 0x115F && c <= 0x1160)
        || (c >= 0x17B4 && c <= 0x17B5)
        || (c >= 0x180B && c <= 0x180F)
        || (c >= 0x200B && c <= 0x200F)
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x206F)
        || c == 0x3164
        || (c >= 0xFE00 && c <= 0xFE0F)
        || c == 0xFEFF
        || c == 0xFFA0
        || (c >= 0xFFF0 && c <= 0xFFF8)
        || (c >= 0x1BCA0 && c <= 0x1BCA3)
        || (c >= 0x1D173 && c <= 0x1D17A)
        || (c >= 0xE0000 && c <= 0xE0FFF);
  }
}
