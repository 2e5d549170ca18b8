/**
 * Images that were cut into parts: {@code NAME.001 .002 …}, {@code NAME.000 .001 …}, {@code NAME.00
 * .01 …}, {@code NAME.part1 .part2 …} (with or without zeros), {@code NAME.aa .ab …} and {@code
 * NAME.partaa …}, as 7-Zip, HJSplit, {@code split} and others name them.
 *
 * <p><b>Recognition.</b> The first part is opened; it has the first number of its kind, the folder
 * has another part, and the joined parts are an image, possibly a compressed one. Then the name of
 * the image is that of a part without the number. Parts are looked for in the folder of the first
 * one only.
 *
 * <p><b>Refused.</b> A part is missing between others: the error names it. Whether parts are
 * missing at the end cannot be seen; the image is then cut.
 *
 * <p><b>Threads.</b> The joined parts are safe for use by several threads, like every source.
 */
package io.github.diskimagefs.container.split;
