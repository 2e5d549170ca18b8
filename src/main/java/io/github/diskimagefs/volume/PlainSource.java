package io.github.diskimagefs.volume;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;

/** A disk or partition: bytes and nothing else. */
record PlainSource(ByteSource bytes, int sectorSize, ChunkCache cache, ImageFolder folder)
    implements VolumeSource {}
