#!/bin/bash
# Makes the images of this folder, as root, by e2fsprogs 1.47.0 and fsverity 1.5 of Debian 12, setfattr, setfacl and setcap.
set -eu
umask 022
export E2FSPROGS_FAKE_TIME=1700000000 LC_ALL=C.UTF-8
out=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
cd "$work"
fixed() { find "$1" -exec touch -h -d @1700000000 {} +; }
options=(-q -F -b 1024 -U 01234567-89ab-cdef-0123-456789abcdef -E "hash_seed=599a085c-3486-4d33-894f-060fdb988188,root_owner=0:0")

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
mke2fs "${options[@]}" -t ext4 -O ^has_journal,^resize_inode -L Contract -N 64 -d contract contract.ext4 512
debugfs -w -R 'rmdir lost+found' contract.ext4 2>/dev/null

# Everything that an inode can have.
mkdir -p tree/{dir,many,fold,secret}
cd tree
seq 2000 >numbers; printf short >inline; seq 40 | head -c 100 >inline-attribute; : >empty
truncate -s 100000 hole; printf start >tail; truncate -s 70000 tail
for i in 1 3 5 7 9 11 13 15 17 19; do printf "part $i" | dd of=scattered bs=1024 seek=$((i * 2)) conv=notrunc status=none; done
for i in $(seq 150); do echo $i >many/file-with-a-longer-name-$i; done
ln -s numbers link; ln -s "$(printf 'x%.0s' $(seq 59))" link59; ln -s "$(printf 'x%.0s' $(seq 60))" link60; ln -s "$(printf 'x%.0s' $(seq 200))" link200
ln numbers dir/hard
mknod chr c 5 1; mknod blk b 259 300000; mkfifo fifo; python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("sock")'
setfattr -n user.one -v 1 -- numbers; setfattr -n user.long -v "$(seq 80)" -- numbers; setfattr -n user.empty -- dir
setfacl -m u:1000:rw,g:5:r -- numbers; setfacl -d -m u:7:rwx -- dir; setcap cap_net_raw+ep tail
echo in >secret/AB
cd ..
fixed tree
mke2fs "${options[@]}" -t ext4 -O inline_data,ea_inode,casefold,encrypt,64bit,verity -J size=1 -N 256 -L Features -d tree features.ext4 3000
seq 900 >long;
seq 900 >long; printf 'Host\n' >host
debugfs -w -f - features.ext4 >/dev/null 2>&1 <<'D'
set_inode_field fold flags 0x50000000
set_inode_field secret flags 0x10000800
set_inode_field secret/AB flags 0x10000800
ea_set -f long dir user.inode
set_inode_field inline mtime_lo 0x80000000
set_inode_field inline mtime_extra 0x77359407
set_inode_field inline crtime @1600000000
cd fold
write host Straße.TXT
D

# The same after changes that only the journal has: a version with checksums of the third kind.
cp features.ext4 after
debugfs -w -f - after >/dev/null 2>&1 <<'D'
write host written
rm empty
D
python3 - <<'P'
import subprocess
def changed(old, new):
    a, b = open(old, 'rb').read(), open(new, 'rb').read()
    found = [i // 1024 for i in range(0, len(a), 1024) if a[i:i + 1024] != b[i:i + 1024]]
    open('blocks', 'wb').write(b''.join(b[i * 1024:i * 1024 + 1024] for i in found))
    return ','.join(map(str, found))
def debugfs(image, commands):
    subprocess.run(['debugfs', '-w', '-f', '-', image], input=commands, text=True, capture_output=True)
debugfs('features.ext4', 'jo -c -v 3\njw -b ' + changed('features.ext4', 'after') + ' blocks\njc\n')
P

# Indirect blocks, entries without file types, a journal without checksums with a revoked block.
mkdir -p classic/many
for i in $(seq 0 289); do printf 'block %-1018d' $i; done >classic/numbers; truncate -s 300000 classic/hole; echo end >>classic/hole
for i in $(seq 60); do echo $i >classic/many/$i; done
ln -s "$(printf 'y%.0s' $(seq 100))" classic/link; echo kept >classic/kept; echo old >classic/replaced
fixed classic
mke2fs "${options[@]}" -t ext3 -O ^filetype,^dir_index,^resize_inode -I 128 -J size=1 -N 128 -L Classic -d classic classic.ext3 2200
python3 - <<'P'
import subprocess
def debugfs(commands):
    return subprocess.run(['debugfs', '-w', '-f', '-', 'classic.ext3'], input=commands, text=True, capture_output=True).stdout.split()
def block(name):
    return debugfs('bmap /%s 0\n' % name)[-1]
kept, replaced = block('kept'), block('replaced')
open('garbage', 'wb').write(bytes([0xC0, 0x3B, 0x39, 0x98]) + b'!' * 1020)
debugfs(f'jo\njw -b {kept} garbage\njw -r {kept}\njw -b {replaced} garbage\njw -c -b {kept} garbage\njc\n')
P

# Files with fs-verity: the tree and the descriptor by fsverity, put after the data where Linux has them. A directory with a hash tree.
verity() {
  local file=$1 at
  shift
  fsverity digest "$@" --out-merkle-tree=tree --out-descriptor=descriptor "$file"
  at=$((($(stat -c %s "$file") + 65535) / 65536 * 65536))
  dd if=tree of="$file" bs=1024 seek=$((at / 1024)) conv=notrunc status=none
  at=$(((at + $(stat -c %s tree) + 1023) / 1024 * 1024))
  dd if=descriptor of="$file" bs=1024 seek=$((at / 1024)) conv=notrunc status=none
  printf '\0\1\0\0' | dd of="$file" bs=1 seek=$((at + 1020)) conv=notrunc status=none
}
mkdir -p verity/indexed
yes verity | head -c 600000 >verity/levels
yes salted | head -c 70000 >verity/salted
printf 'one block' >verity/block
: >verity/empty
verity verity/levels --hash-alg=sha256 --block-size=4096
verity verity/salted --hash-alg=sha512 --block-size=1024 --salt=0123456789abcdef
verity verity/block --hash-alg=sha256 --block-size=4096 --salt=ff
verity verity/empty --hash-alg=sha256 --block-size=4096
for i in $(seq 100); do ln verity/block verity/indexed/another-name-of-the-same-file-$i; done
fixed verity
mke2fs "${options[@]}" -t ext4 -O verity,^has_journal,^resize_inode -L Verity -N 32 -d verity verity.ext4 1100
for file in levels:600000 salted:70000 block:9 empty:0; do
  printf 'set_inode_field %s size %s\nset_inode_field %s flags 0x180000\n' ${file%:*} ${file#*:} ${file%:*}
done | debugfs -w -f - verity.ext4 >/dev/null 2>&1
e2fsck -fyD verity.ext4 || [ $? = 1 ]

# A directory that Linux made an index of: its first block was one of entries and keeps their last bytes. Needs root, so that the
# image is made by itself:
#   truncate -s 384K indexed.ext4
#   mke2fs -q -F -t ext4 -b 1024 -O ^has_journal,^resize_inode -N 96 -U 01234567-89ab-cdef-0123-456789abcdef indexed.ext4
#   mount indexed.ext4 mnt; rmdir mnt/lost+found; mkdir mnt/d; for i in $(seq -w 64); do : >mnt/d/entry-$i; done; umount mnt
# Fast commits, which only Linux writes: the image is the disk of a virtual machine (Linux 6.1) that was powered off without unmounting.
# fsync, pwrite (file, offset, text), punch and alloc (file, offset, length; the size stays) are small programs that call just that.
#   mke2fs -q -F -t ext4 -O fast_commit,^resize_inode -b 1024 -N 128 -J size=1,fast_commit_size=32 \
#     -U 01234567-89ab-cdef-0123-456789abcdef -E hash_seed=599a085c-3486-4d33-894f-060fdb988188,root_owner=0:0 fastcommits.ext4 2200
#   mount -o commit=900 fastcommits.ext4 mnt; cd mnt; rmdir lost+found
#   for i in 1 2 3 4 5 6 7 8; do echo base$i >b$i; done
#   mkdir d e gone names; echo in >d/in; yes | head -c 9000 >long; yes hole | head -c 9000 >punch; ln -s b1 l1
#   for i in $(seq 10 49); do ln b8 names/an-entry-of-an-index-$i; done
#   for i in 1 3 5 7 9 11; do pwrite frag $((i * 1024)) part$i; done
#   sync
#   for i in $(seq 4) ; do echo stale$i >stale; fsync stale; done; rm stale     # of an earlier transaction
#   for i in $(seq 0 29); do echo $i >stale; fsync stale; done
#   sync
#   echo new >n1; fsync n1
#   echo more >>b1; yes n2 | head -c 3000 >n2; fsync b1 n2
#   rm b2; mv b3 renamed; mv b4 e/b4; ln b5 hard5; fsync n2
#   truncate -s 3000 long; fsync long; truncate -s 6000 long; fsync long
#   mkdir newdir newdir/sub; echo x >newdir/x; echo y >newdir/sub/y; fsync newdir/x newdir/sub/y
#   rmdir gone; echo over >o; mv o b6; fsync b6
#   punch punch 2048 4096; fsync punch
#   chmod 640 b7; chown 5:70000 b7; touch -d @1000000 b7; fsync b7
#   alloc pre 0 5000; fsync pre; pwrite pre 3000 hello; fsync pre
#   for i in $(seq 10 24); do mv names/an-entry-of-an-index-$i names/renamed-in-a-directory-with-an-index-$i; done
#   rm names/an-entry-of-an-index-30; echo z >z; fsync z
#   pwrite frag 3072 PART3; punch frag 5120 1024; pwrite frag 20480 end; fsync frag
#   mkdir short; echo 1 >short/1; fsync short/1; rm short/1; rmdir short; echo last >last; fsync last
#   echo lost >last2; echo o >/proc/sysrq-trigger
for image in contract.ext4 features.ext4 classic.ext3 verity.ext4; do gzip -9n <$image >"$out/$image.gz"; done
ls -l "$out"
rm -r "$work"
