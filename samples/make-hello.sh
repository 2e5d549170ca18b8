#!/usr/bin/env bash
# Makes hello.iso beside this script: a small disc with Rock Ridge and Joliet names.
# Needs xorriso (Debian: apt-get install xorriso).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
cd "$tree"
mkdir -p docs src
printf 'Hello from inside an ISO image.\n' > hello.txt
printf '# A small disc\n\nEverything here is reached through java.nio.file.\n' > docs/readme.md
printf 'name,size\nhello,32\nworld,64\n' > 'docs/table of sizes.csv'
cat > src/Hello.java <<'JAVA'
class Hello {
  public static void main(String[] args) {
    System.out.println("Compiled from a disk image.");
  }
}
JAVA
ln -s docs/readme.md README.md
chmod -R u=rwX,go=rX .
find . -exec touch -h -d '2024-02-29 12:34:56 UTC' {} +
rm -f "$here/hello.iso"
SOURCE_DATE_EPOCH=1709210096 TZ=UTC xorriso -report_about WARNING -as mkisofs \
  -R -J -V HELLO -no-pad -o "$here/hello.iso" .
