/** Audio tracks of a disc as sound files. */
package io.github.diskimagefs.volume.audio;
