/** HFS, "Mac OS Standard" (Inside Macintosh: Files, chapter 2). */
package io.github.diskimagefs.volume.hfs;
