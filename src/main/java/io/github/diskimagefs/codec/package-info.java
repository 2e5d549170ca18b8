/** Decoders: bytes to bytes. */
package io.github.diskimagefs.codec;
