package io.github.diskimagefs.sector;

import java.util.List;
import java.util.Map;

/**
 * An optical disc: its sessions, first to last.
 *
 * @param sessions at least one
 * @param texts disc-wide facts: {@code mcn} (media catalog number) and CD-TEXT such as {@code
 *     title}, {@code performer}
 */
public record Disc(List<Session> sessions, Map<String, String> texts) {}
