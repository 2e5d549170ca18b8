package io.github.diskimagefs.cli;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file to copy.
 *
 * @param file a file of the image
 * @param basic its attributes
 * @param folder the folder of the host
 * @param host the name in that folder
 * @param similar the entry of that folder which this run has made and which the host may take for
 *     the same; null if there is none
 * @param warnings receives what the copy lacks
 */
record CopyRequest(
    Path file,
    BasicFileAttributes basic,
    TargetFolder folder,
    Path host,
    Path similar,
    CopyWarnings warnings) {}
