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
 * <p><b>Start.</b> {@code PlainArguments} reads the arguments of the most frequent commands without
 * picocli; {@code ArchiveTraining} loads classes for the launcher's archive. The classes that a
 * plain {@code ls} needs use no formatter, no regular expression and few lambdas, because each of
 * these takes time at the start.
 *
 * <p><b>Memory.</b> A listing keeps a bounded number of entries ({@code SortedFolder}, {@code
 * FolderQueue}), however many a folder has.
 *
 * <p><b>Threads.</b> A command runs on one thread, but {@code extract} copies files on two ({@code
 * CopyQueue}); the caller handles results and messages, in the order of the entries. Shutdown hooks
 * remove the partial files. {@code serve} starts the threads of {@code ImageServer}, and a shutdown
 * hook waits until it is closed.
 */
package io.github.diskimagefs.cli;
