/** File systems in disk images. */
module io.github.diskimagefs {
  requires static org.apache.commons.compress;
  requires static org.tukaani.xz;
  requires static info.picocli;

  exports io.github.diskimagefs;
}
