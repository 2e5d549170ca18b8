/** Tables of contents as cdrdao writes them. */
package io.github.diskimagefs.container.toc;
