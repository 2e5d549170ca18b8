/** Bytes to bytes: the codecs that neither the JDK nor a well-kept library has. */
package io.github.diskimagefs.codec;
