/** Structures that the file systems of Apple share. */
package io.github.diskimagefs.volume.apple;
