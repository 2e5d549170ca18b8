/** Recognises file systems that are not implemented, so that the error can name them. */
package io.github.diskimagefs.volume.other;
