/** Sources of bytes: the host file, parts and joins of it, a bounded cache, checked structures. */
package io.github.diskimagefs.bytes;
