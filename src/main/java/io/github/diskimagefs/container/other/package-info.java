/** Containers that are recognised and not read. */
package io.github.diskimagefs.container.other;
