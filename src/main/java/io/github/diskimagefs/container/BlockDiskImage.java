package io.github.diskimagefs.container;

import java.util.Map;

/**
 * An image whose content is a virtual disk.
 *
 * @param type the format's name
 * @param disk the disk, closed with the image
 * @param sectorSize bytes of a sector of the disk
 * @param parent the image that unallocated blocks show, closed after the disk; null for none
 * @param properties shown to a reader
 */
public record BlockDiskImage(
    String type,
    BlockMappedSource disk,
    int sectorSize,
    SiblingDisk parent,
    Map<String, String> properties)
    implements DiskContainer {}
