#!/usr/bin/env bash
# Makes the images of the tests from one tree, by programs of others: xorriso, mksquashfs, mkfs.vfat
# (dosfstools), mcopy (mtools), qemu-img, gzip. Run it in this folder.
set -euo pipefail
out=$PWD/images
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1700000000
mkdir -p "$out" "$work"/tree/docs/deep/deeper "$work"/tree/bin "$work"/tree/empty "$work"/live/live
cd "$work"
echo 'Read me.' > tree/docs/readme.txt
echo 'deep' > tree/docs/deep/a.txt
echo 'deeper' > tree/docs/deep/deeper/b.txt
printf 'MZ tool' > tree/bin/tool.exe
printf 'MZ setup' > tree/setup.exe
: > tree/docs/nothing
seq 1 14000 > tree/docs/numbers.txt
find tree -exec touch -h -d @1600000000 {} +
chmod 755 tree/bin/tool.exe
cp -a tree linked
ln -s docs/readme.txt linked/link
touch -h -d @1600000000 linked/link

xorriso -as mkisofs -quiet -no-pad -R -J -V TREE -o "$out/tree.iso" linked
mksquashfs linked "$out/tree.squashfs" -quiet -no-progress -noappend -all-root
cp "$out/tree.squashfs" live/live/filesystem.squashfs
xorriso -as mkisofs -quiet -no-pad -R -V LIVE -o "$out/live.iso" live
mkfs.vfat -C -i 12345678 -n TREE fat.img 1440 > /dev/null
mcopy -s -i fat.img tree/* ::
gzip -9n < fat.img > "$out/fat.img.gz"
qemu-img convert -f raw -O qcow2 -c -o cluster_size=4096 fat.img "$out/disk.qcow2"
cp "$out/tree.iso" "$out/disc.bin"
printf 'FILE "disc.bin" BINARY\r\n  TRACK 01 MODE1/2048\r\n    INDEX 01 00:00:00\r\n' > "$out/disc.cue"
