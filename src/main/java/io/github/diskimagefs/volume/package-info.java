/** The narrow waist: what every file system in an image looks like to those who show it. */
package io.github.diskimagefs.volume;
