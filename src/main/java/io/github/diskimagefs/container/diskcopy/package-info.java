/** Floppy disks as Disk Copy 4.2 stores them. */
package io.github.diskimagefs.container.diskcopy;
