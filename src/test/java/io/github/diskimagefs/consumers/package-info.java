/** Code that knows nothing of images, working on them. */
package io.github.diskimagefs.consumers;
