/**
 * EWF, the Expert Witness Compression Format of EnCase ({@code .E01}), FTK Imager, linen and SMART
 * ({@code .s01}).
 *
 * <p>Described by the <a href="https://github.com/libyal/libewf">documentation of libewf</a>. All
 * numbers are little-endian. An image is one segment or several, each a file:
 *
 * <pre>
 *  0   8  "EVF" 09 0D 0A FF 00
 *  9   2  number of the segment, from 1
 * 13      sections, each a descriptor of 76 bytes (type, offset of the next one, Adler-32) and data
 * </pre>
 *
 * <p>The section {@code volume} or {@code disk} has the sizes of sectors and chunks, {@code
 * header2} and {@code header} the case data as compressed text, {@code sectors} the chunks, {@code
 * table} their offsets, {@code table2} a copy of these, {@code hash} and {@code digest} MD5 and
 * SHA-1 of the medium, {@code error2} the sectors that could not be read. In images of EnCase 1 and
 * SMART the chunks follow the entries of {@code table}. A chunk is zlib data, or stored and
 * followed by its Adler-32. {@code next} ends a segment, {@code done} the last one.
 *
 * <p><b>Read.</b> All of these, with up to 1,000 segments in the image's folder. Adler-32 and
 * hashes are compared by {@code verify}; the option {@code verify} compares the former in each
 * read, as it is always done for zlib. <b>Unsupported:</b> chunks of more than 4 MiB. Version 2
 * ({@code .Ex01}) and logical evidence ({@code .L01}) are named by other packages. <b>Refused</b>
 * as malformed: a missing segment, sections out of order, two damaged copies of a table. There are
 * no locks.
 */
package io.github.diskimagefs.container.ewf;
