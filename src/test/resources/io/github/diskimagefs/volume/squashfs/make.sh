#!/bin/bash
# Makes the images of this folder, as root, by mksquashfs 4.5.1 of Debian 12, setfattr and setcap; those of versions 2
# and 3 by mksquashfs 2.2-r2 (MKSQUASHFS2) and 3.2-r2 of github.com/plougher/squashfs-tools (MKSQUASHFS3).
set -eu
umask 022
export LC_ALL=C.UTF-8
out=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
cd "$work"
fixed() { find "$1" -exec touch -h -d @1700000000 {} +; }
make() { mksquashfs "$1" "$out/$2" -noappend -quiet -no-progress -mkfs-time 1700000000 "${@:3}" >/dev/null; gzip -nf9 "$out/$2"; }

# The tree of the contract suite.
mkdir -p contract/{empty,docs/deep/er/still,straße}
cd contract
printf Hello >hello.txt; : >nothing; printf dot >.hidden; printf all: >Makefile
printf '# read me' >docs/readme.md; printf blank >'docs/a b.txt'; printf brackets >'docs/[x]{y}.txt'
printf 'class A {}' >docs/deep/er/still/file.java; printf signs >'docs/deep/er/100%#!+&=@~.txt'; printf 14 >straße/größe.txt
ln -s hello.txt link.txt; ln -s .. docs/up; ln -s /docs/deep/er docs/deep/abs; ln -s docs/deep/er/../er todeep
ln -s no/such dangling; ln -s loop2 loop; ln -s loop loop2; ln -s ../../../hello.txt beyond
cd ..
fixed contract
make contract contract.squashfs -nopad

# Everything that an inode can have.
mkdir -p tree/{dir,many}
cd tree
seq 3000 >numbers; printf short >short; : >empty; truncate -s 100000 hole; printf start >tail; truncate -s 9000 tail
seq 4000 | head -c 8192 >whole; head -c 5000 /bin/true >program
for i in $(seq -w 400); do echo $i >many/file-with-a-name-of-some-length-so-that-there-is-an-index-$i; done
ln -s numbers link; ln -s "$(printf 'x%.0s' $(seq 200))" link200; ln numbers dir/hard
mknod chr c 5 1; mknod blk b 259 300; mkfifo fifo; python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("sock")'
touch "$(printf 'caf\xe9')"; chmod 4750 short; chown 3000000000:70000 short
cd ..
fixed tree
touch -d @4000000000 tree/short
cp -a tree old
chown -R 0:0 old; chmod 755 old; chown 1000:1000 old/empty; touch -d @1600000000 old/short
value=$(seq 80)
cd tree
setfattr -n user.one -v 1 -- numbers; setfattr -n user.long -v "$value" -- numbers; setfattr -n user.long -v "$value" -- dir
setfattr -n user.empty -- dir; setfattr -n trusted.note -v hidden -- tail; setcap cap_net_raw+ep program
cd ..
for compressor in gzip lzma lzo lz4 xz zstd; do
  make tree features-$compressor.squashfs -comp $compressor -b 4096 -nopad
done
make tree stored.squashfs -noI -noD -noF -noX -noId -b 4096 -nopad
make tree filtered.squashfs -comp xz -Xbcj x86,arm,armthumb,powerpc,sparc,ia64 -b 64K -tailends -nopad
make tree whole.squashfs -no-fragments -no-xattrs -no-sparse -no-exports -b 4096 -nopad
old() { "$1" old "$out/$2" -noappend "${@:3}" >/dev/null; gzip -nf9 "$out/$2"; }
old "$MKSQUASHFS3" version3.squashfs -le -b 4096 -nopad
old "$MKSQUASHFS3" version3-big-endian.squashfs -be -b 4096 -check_data -nopad
old "$MKSQUASHFS2" version2.squashfs -le -b 4096 -nopad
old "$MKSQUASHFS2" version2-big-endian.squashfs -2.0 -be -b 4096 -nopad
rm -r "$work"
