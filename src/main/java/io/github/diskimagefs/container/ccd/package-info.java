/**
 * CloneCD images: a control sheet {@code .ccd}, raw sectors of 2352 bytes in {@code .img}, and 96
 * bytes of sub-channel for each in {@code .sub}.
 *
 * <p>The sheet has sections like a Windows INI file. {@code [Entry N]} is an entry of the lead-in's
 * table of contents (session, point, control, address as PMin, PSec, PFrame and as PLBA), {@code
 * [TRACK N]} has the mode and the indexes, {@code [CDText]} the packs of CD-TEXT. The format is not
 * documented by its author; the psx-spx project <a
 * href="https://psx-spx.consoledev.net/cdromfileformats/">describes it</a>. The sectors of all
 * sessions follow each other in the image, without the gaps between them. INDEX values count from
 * the start of the disc or, as some writers do, of the session; PLBA always counts from the disc.
 *
 * <p><b>Read.</b> Data and audio of all sessions, pregaps, CD-TEXT, catalogue number and ISRCs; the
 * sectors may have the extension of another program ({@code .bin} and others).
 *
 * <p><b>Refused.</b> Sheets without tracks, and tracks out of order. A track after the end of a cut
 * image is left out if it is audio, and throws when it is read if it is data.
 *
 * <p><b>Threads.</b> A sheet is parsed by one thread. The sources of its disc are safe for use by
 * many; there are no locks.
 */
package io.github.diskimagefs.container.ccd;
