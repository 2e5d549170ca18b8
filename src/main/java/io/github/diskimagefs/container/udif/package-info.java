/** UDIF: Apple's disk images with a {@code koly} trailer and tables of compressed blocks. */
package io.github.diskimagefs.container.udif;
