/** CDRWIN cue sheets and the files that they name. */
package io.github.diskimagefs.container.cue;
