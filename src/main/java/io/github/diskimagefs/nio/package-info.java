/** The {@code java.nio.file} providers. */
package io.github.diskimagefs.nio;
