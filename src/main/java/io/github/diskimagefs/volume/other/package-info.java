/** File systems that are known by name alone, so that nobody is told that there is none. */
package io.github.diskimagefs.volume.other;
