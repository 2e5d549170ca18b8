/** Discs of tracks, from the sheet to the file. */
package io.github.diskimagefs.disc;
