/**
 * The audio tracks of a disc as a folder of WAVE files, {@code Track 01.wav} and so on.
 *
 * <p>The samples are those of the disc: 44,100 a second, 16 bits, two channels, least significant
 * byte first (IEC 60908). The canonical RIFF header of 44 bytes precedes them; the files are
 * computed when they are read, and can be read from any position. {@code Track 00.wav} is audio
 * before INDEX 01 of the first track. CD-TEXT, ISRC and catalogue number are extended attributes.
 *
 * <p>A track whose samples cannot be had, because its file is missing or encoded, is listed;
 * reading it throws the reason.
 *
 * <p><b>Threads.</b> A volume never changes after its construction and is safe for use by many
 * threads; there are no locks.
 */
package io.github.diskimagefs.volume.audio;
