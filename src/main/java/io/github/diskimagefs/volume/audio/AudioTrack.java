package io.github.diskimagefs.volume.audio;

import io.github.diskimagefs.bytes.ByteSource;
import java.util.Map;

/**
 * An audio track of a disc.
 *
 * @param number as in {@code Track 01.wav}
 * @param samples 16 bits, stereo, 44,100 a second, least significant byte first
 * @param cdText extended attributes: {@code title}, {@code isrc} and the like
 */
public record AudioTrack(int number, ByteSource samples, Map<String, String> cdText) {}
