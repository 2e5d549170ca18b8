/**
 * The HTTP server of the command {@code serve}: {@code ImageServer}, on the JDK's own server. It
 * uses the public API and {@code java.nio.file} alone.
 *
 * <p><b>URLs.</b> {@code /} is the page, {@code /-/} its own files and data, {@code /files/} the
 * content of the image, for GET, HEAD and PROPFIND (WebDAV, class 1). {@code UrlNames} encodes the
 * names of entries, {@code ServedEntry} finds the entry of a path; {@code NAME!} in a path is the
 * root of the image in a file, {@code !volume=2} another volume.
 *
 * <p><b>JSON.</b> {@code ImageInfoJson} describes an image, {@code EntryJson} an entry, and {@code
 * JsonWriter} writes both, for the page and for the option {@code --json} of the command line.
 *
 * <p><b>Requests.</b> {@code HostCheck} refuses requests of other sites. {@code FileResponder}
 * sends files and ranges of them (RFC 9110) for the page and for WebDAV alike. {@code
 * FolderListing} and {@code DavResponder} send the entries of a folder while they read it, so that
 * no folder is held in memory. An error after the status was sent cuts the connection, so that the
 * client does not take the body for complete.
 *
 * <p><b>Content of the image</b> is never trusted. It is sent with a media type that runs nothing
 * ({@code MediaTypes}), {@code nosniff} and a policy of {@code sandbox}. Names reach the page as
 * JSON, and the page shows them as text. The page's own policy permits scripts and styles of the
 * server alone, and no inline ones.
 *
 * <p><b>Threads and locks.</b> A thread of a bounded pool serves a request. {@code WriteTimeouts}
 * interrupts a thread whose client does not read; the JDK's server ends connections whose request
 * does not arrive. {@code OpenImages} guards its map and counts with its own lock, under which
 * nothing is opened, read or closed.
 */
package io.github.diskimagefs.serve;
