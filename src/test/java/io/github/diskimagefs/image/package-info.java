/** Images made in memory, by builders that compose as images do. */
package io.github.diskimagefs.image;
