package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.sector.SectorLayout;
import java.util.List;
import java.util.Map;

/**
 * A track whose layout is known, to be added to a disc.
 *
 * @param number 1 to 99
 * @param layout of its sectors
 * @param control bits of sub-channel Q
 * @param bytes its stored sectors
 * @param pregap sectors at the start of {@code bytes} that come before INDEX 01
 * @param indexes sectors from INDEX 01 to INDEX 02 and later ones
 * @param cdText {@code isrc}, and CD-TEXT such as {@code title}
 */
public record DiscTrack(
    int number,
    SectorLayout layout,
    int control,
    ByteSource bytes,
    long pregap,
    List<Long> indexes,
    Map<String, String> cdText) {}
