/**
 * Toc-files of cdrdao, as its manual page describes them ("Toc-Files").
 *
 * <pre>
 * CD_ROM
 * TRACK MODE1
 * DATAFILE "data.iso"
 * TRACK AUDIO
 * SILENCE 00:02:00
 * START
 * FILE "audio.wav" 0
 * </pre>
 *
 * <p>A track is the sequence of its FILE, DATAFILE, SILENCE and ZERO statements; START marks INDEX
 * 01. Samples without a header are stored with the most significant byte first, but many files have
 * the other order, so the samples decide.
 *
 * <p><b>Read.</b> All track modes, sub-channels (RW, RW_RAW), FIRST_TRACK_NO, indexes, the first
 * language of CD_TEXT. Bytes that are escaped in octal are decoded as UTF-8 if they are valid.
 *
 * <p><b>Refused.</b> Unknown statements, with the line. An audio file that is missing or encoded
 * leaves its track on the disc, and reading it throws the reason.
 *
 * <p><b>Threads.</b> A file is parsed by one thread. The sources of its disc are safe for use by
 * many; there are no locks.
 */
package io.github.diskimagefs.container.toc;
