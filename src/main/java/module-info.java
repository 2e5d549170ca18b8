/** File systems in disk images. */
module io.github.diskimagefs {
  requires static org.apache.commons.compress;
  requires static org.tukaani.xz;
  requires static info.picocli;

  // The command serve alone.
  requires static java.xml;
  requires static jdk.httpserver;

  exports io.github.diskimagefs;

  opens io.github.diskimagefs.cli to
      info.picocli;

  provides java.nio.file.spi.FileSystemProvider with
      io.github.diskimagefs.nio.IsoFileSystemProvider,
      io.github.diskimagefs.nio.CdbinFileSystemProvider,
      io.github.diskimagefs.nio.NrgFileSystemProvider,
      io.github.diskimagefs.nio.DmgFileSystemProvider,
      io.github.diskimagefs.nio.ImgFileSystemProvider;
  provides java.net.spi.URLStreamHandlerProvider with
      io.github.diskimagefs.nio.ImageUrls;
}
