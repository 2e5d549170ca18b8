/** ECMA-119 (ISO 9660), High Sierra, Joliet, ISO 9660:1999, and Rock Ridge with its additions. */
package io.github.diskimagefs.volume.iso9660;
