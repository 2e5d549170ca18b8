/** Partition maps of disks: APM, GPT, MBR. */
package io.github.diskimagefs.partition;
