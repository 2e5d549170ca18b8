/**
 * Cue sheets: a text that names files, and in them tracks and indexes by time.
 *
 * <pre>
 * FILE "game.bin" BINARY
 *   TRACK 01 MODE1/2352
 *     INDEX 01 00:00:00
 * FILE "track02.flac" WAVE
 *   TRACK 02 AUDIO
 *     PREGAP 00:02:00
 *     INDEX 01 00:00:00
 * </pre>
 *
 * <p>The commands are those of the CDRWIN user's guide ("Cuesheet Commands"); no standard exists.
 * Times are minutes, seconds and frames (75 a second, one sector each) from the start of the file.
 *
 * <p><b>Read.</b> All track modes with 2048 to 2448 bytes a sector; a declared layout is corrected
 * by the bytes. Remarks about sessions (REM SESSION, LEAD-OUT, LEAD-IN, HIGH-DENSITY AREA). WAVE,
 * AIFF and FLAC of 44,100 Hz, 16 bits and two channels, recognised by content, whatever type the
 * FILE command states. CD-TEXT of a CDTEXTFILE or of TITLE and similar commands.
 *
 * <p><b>Tolerated.</b> Lines that are missing, repeated or out of order, quotes of other kinds,
 * text after the arguments, paths of other machines, files that were renamed or encoded after the
 * sheet was written. A sheet declares no charset: the one is used in which most of its files exist.
 *
 * <p><b>Refused.</b> Sheets without a track, of unknown modes, or none of whose files exist. A
 * single track that cannot be read is part of the disc, and reading it throws the reason.
 *
 * <p><b>Threads.</b> A sheet is parsed by one thread. The sources of its disc are safe for use by
 * many; there are no locks.
 */
package io.github.diskimagefs.container.cue;
