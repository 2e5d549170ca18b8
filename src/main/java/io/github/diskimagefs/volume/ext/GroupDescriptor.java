package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Descriptor of a block group ({@code struct ext4_group_desc}), as far as a reader needs it.
 *
 * @param inodeTable first block of the group's inode table
 */
record GroupDescriptor(long inodeTable) {

  static GroupDescriptor read(Struct struct) throws MalformedImageException {
    long low = struct.u32(8); // bg_inode_table_lo
    long high = struct.length() >= 64 ? struct.u32(0x28) : 0; // bg_inode_table_hi
    return new GroupDescriptor(low | high << 32);
  }
}
