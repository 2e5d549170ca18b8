/**
 * FAT12, FAT16 and FAT32 with the long names of VFAT.
 *
 * <p><b>Specification.</b> Microsoft <a
 * href="https://download.microsoft.com/download/1/6/1/161ba512-40e2-4cc9-843a-923143f3456c/fatgen103.doc">
 * FAT: General Overview of On-Disk Format</a>, version 1.03; the edition for <a
 * href="https://learn.microsoft.com/en-us/previous-versions/windows/hardware/design/dn640967(v=vs.85)">
 * contributors</a> (2004) has the numbers of sections that comments give.
 */
package io.github.diskimagefs.volume.fat;
