/** Sparse images: {@code .sparseimage} files and {@code .sparsebundle} folders. */
package io.github.diskimagefs.container.sparse;
