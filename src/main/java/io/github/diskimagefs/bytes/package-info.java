/**
 * Sources of bytes: host files, parts and joins of them, structures read from them, and the bounded
 * cache of decoded data.
 *
 * <table>
 * <caption>Contents</caption>
 * <tr><td>{@link io.github.diskimagefs.bytes.ByteSource}</td>
 *     <td>A fixed number of bytes, read by position, by many threads at once</td></tr>
 * <tr><td>{@link io.github.diskimagefs.bytes.HostFile}, {@code HostChannel}, {@code
 *     MappedReader}</td>
 *     <td>A file of the host: mapped where that is possible, else read through channels</td></tr>
 * <tr><td>{@link io.github.diskimagefs.bytes.BlockCache}, {@code HostBlocks}, {@code
 *     ChannelPool}</td>
 *     <td>The blocks of files that are not local, and the channels that fetch them</td></tr>
 * <tr><td>{@link io.github.diskimagefs.bytes.HostFiles}, {@link
 *     io.github.diskimagefs.bytes.HostFolder}</td>
 *     <td>The only classes of this package that know paths</td></tr>
 * <tr><td>{@code SegmentedSource} and its subclasses</td>
 *     <td>Sources made of segments: stored elsewhere, computed, or holes</td></tr>
 * <tr><td>{@link io.github.diskimagefs.bytes.BufferedSource}</td>
 *     <td>Blocks for the many small reads of probes</td></tr>
 * <tr><td>{@link io.github.diskimagefs.bytes.ChunkCache}</td>
 *     <td>Decoded chunks of an image, at most {@code cacheBytes}</td></tr>
 * <tr><td>{@link io.github.diskimagefs.bytes.CachedChunks}</td>
 *     <td>The decoded chunks of one source or volume, by readers and ahead of them</td></tr>
 * <tr><td>{@link io.github.diskimagefs.bytes.ChunkRange}</td>
 *     <td>The numbers of a file's chunks among those of its volume</td></tr>
 * <tr><td>{@link io.github.diskimagefs.bytes.PrefetchQueue}</td>
 *     <td>The chunks of a source that readers are expected to need, each listed once</td></tr>
 * <tr><td>{@link io.github.diskimagefs.bytes.PrefetchExecutor}</td>
 *     <td>Threads that decode ahead, shared by all images</td></tr>
 * <tr><td>{@link io.github.diskimagefs.bytes.SpooledSource}</td>
 *     <td>Bytes of a stream, unpacked to a temporary file as far as they are read</td></tr>
 * <tr><td>{@link io.github.diskimagefs.bytes.SourceStream}</td>
 *     <td>A source as a stream, for decoders</td></tr>
 * <tr><td>{@link io.github.diskimagefs.bytes.Struct}</td>
 *     <td>An on-disk structure; a read past its end is a {@code MalformedImageException}</td></tr>
 * </table>
 *
 * <h2>Decoding ahead</h2>
 *
 * <p>A source lists announced chunks in its {@link io.github.diskimagefs.bytes.PrefetchQueue}, from
 * which workers take them, one fewer than there are cores. A worker never waits for another thread:
 * a chunk that one decodes already is skipped. A reader that would wait takes chunks of the queue
 * too, so that all cores decode, and no chunk is decoded twice as long as the cache has room.
 *
 * <h2>Threads and locks</h2>
 *
 * <p>Sources are safe for use by several threads, but for {@code BufferedSource}. An interrupt of a
 * thread closes the channel of that thread's caller and never the host's channel, which all readers
 * share.
 *
 * <p>A thread may take these locks of the library only in this order, from the outermost to the
 * innermost:
 *
 * <ol>
 *   <li>the position of a {@code FileChannel} ({@code nio.ImageFileChannel}), or a directory stream
 *       ({@code nio.ImageDirectoryStream}); the filter of the caller runs without the latter
 *   <li>the channels of a host file ({@code HostFile}, {@code HostChannel}), while one is opened or
 *       closed
 * </ol>
 *
 * <p>All other locks are innermost: no thread takes a further one, reads from a source or waits for
 * another thread's work while it holds one, but for the channel of a host without positional reads,
 * whose lock is held while it reads. A thread that needs a block of {@code HostBlocks} that another
 * one fetches, or a channel of {@code ChannelPool}, waits for it without a lock. These are the
 * tables of file systems, file locks, directory indexes and aliases, a directory's read-ahead
 * ({@code nio.DirectoryPrefetcher}, whose background task lists the directory without the lock),
 * the parked streams of {@code container.udif} (a thread that waits for one has given the lock up),
 * and {@code ChunkCache} and {@code PrefetchQueue}, whose decoders run without their locks. A
 * thread that decodes a run of {@code container.udif} holds the lock of that run, and may wait for
 * memory or read from the host or an outer image; a thread that needs the run waits for it, or
 * decodes other runs, whose locks it tries only. A thread that needs bytes of a {@code
 * SpooledSource} which another thread unpacks waits for it and holds no lock of this list. {@code
 * mount.VolumeSet} has none: a thread that needs a volume that another one is opening waits for
 * that thread, and holds no lock of this list.
 */
package io.github.diskimagefs.bytes;
