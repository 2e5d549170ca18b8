/** The lists of formats, and the walk from an image file over its container to its volumes. */
package io.github.diskimagefs.mount;
