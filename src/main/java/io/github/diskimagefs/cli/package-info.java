/**
 * The command line: {@code ls}, {@code tree}, {@code cat}, {@code extract}, {@code info}, {@code
 * verify} and {@code serve}, each a class whose name ends in {@code Command}.
 *
 * <p>It uses the public API alone, as any application would, and picocli for arguments. An image is
 * named by a path, by a path followed by {@code !/} and a path inside the image, or by a URI;
 * {@code ImageArguments} opens it.
 *
 * <p><b>Output.</b> Each write is checked ({@code CheckedOutput}): a full disk or a closed pipe
 * ends the command with an error. Names from an image are escaped on a terminal ({@code
 * DisplayText}). Progress is shown on a terminal only.
 *
 * <p><b>Extraction.</b> Files are written beside their final name and renamed when they are
 * complete ({@code PartialFile}). No entry leads out of the target folder ({@code LinkGuard},
 * {@code HostName}). One failure costs one file; {@code LeftOut} counts entries that were left out.
 *
 * <p><b>Exit codes.</b> 0: done. 1: something failed, is damaged or was left out. 2: wrong usage.
 *
 * <p><b>Threads.</b> A command runs on one thread; a shutdown hook removes the partial file. {@code
 * serve} starts the threads of {@code ImageServer}, and a shutdown hook waits until it is closed.
 */
package io.github.diskimagefs.cli;
