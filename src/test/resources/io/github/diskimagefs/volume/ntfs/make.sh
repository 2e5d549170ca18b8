#!/bin/sh
# Makes the NTFS images of the tests, with Debian's ntfs-3g, attr and wimtools; needs FUSE.
set -eu
here=$PWD
work=$(mktemp -d)
mkdir "$work/m"
cd "$work"

volume() { # $1 name, $2 KiB, $3 label, $4 bytes of a cluster
  truncate -s "$2K" "$1"
  mkntfs -q -F -f -s 512 -H 0 -S 0 -p 0 -c "$4" -L "$3" "$1"
  ntfs-3g -o streams_interface=xattr,compression,noatime "$1" m
}

pack() {
  umount m
  gzip -9 -n < "$1" > "$here/$1.gz"
}

volume contract.ntfs 1200 Contract 4096
mkdir -p m/empty m/docs/deep/er/still m/straße
printf Hello > m/hello.txt
: > m/nothing
printf dot > m/.hidden
printf all: > m/Makefile
printf '# read me' > m/docs/readme.md
printf blank > 'm/docs/a b.txt'
printf brackets > 'm/docs/[x]{y}.txt'
printf 'class A {}' > m/docs/deep/er/still/file.java
printf signs > 'm/docs/deep/er/100%#!+&=@~.txt'
printf 14 > m/straße/größe.txt
pack contract.ntfs

volume features.ntfs 2040 'Features é' 1024
mkdir m/compressed m/many
setfattr -h -v 0x00000800 -n system.ntfs_attrib_be m/compressed
seq 1 20000 > m/compressed/numbers
head -c 100000 /dev/zero > m/compressed/zeros
(seq 1 3000; head -c 70000 /dev/zero; seq 1 3000) > m/compressed/mixed
seq 1 9000 > m/plain
truncate -s 900000 m/sparse
printf middle | dd of=m/sparse bs=1 seek=500000 conv=notrunc 2> /dev/null
for i in $(seq 1 150); do printf "$i" > "m/many/a name that takes some space $i"; done
ln m/plain m/many/again
ln -s many/again m/interix
printf body > m/streams
setfattr -n user.first -v one m/streams
setfattr -n user.second -v 0x00ff00 m/streams
printf x > m/dosbits
setfattr -v 0x00000007 -n system.ntfs_attrib_be m/dosbits
touch -d '1999-12-31 23:59:58.1234567 UTC' m/dosbits
touch -d '2100-01-01 00:00:00 UTC' m/streams

reparse() { # $1 file, $2 data in hexadecimal digits
  setfattr -h -v "0x$2" -n system.ntfs_reparse_data "$1"
}
utf16() { printf '%s' "$1" | iconv -t UTF-16LE | od -An -v -tx1 | tr -d ' \n'; }
le16() { printf '%02x%02x' $(($1 % 256)) $(($1 / 256)); }

link() { # a symbolic link of Windows: $1 file, $2 substitute name, $3 flags
  name=$(utf16 "$2")
  length=$((${#name} / 2))
  reparse "$1" "0c0000a0$(le16 $((12 + 2 * length)))00000000$(le16 $length)$(le16 $length)$(le16 $length)0${3}000000$name$name"
}
: > m/relative
link m/relative 'many\again' 1
: > m/absolute
link m/absolute '\??\C:\many\again' 0
mkdir m/junction
name=$(utf16 '\??\Volume{00000000-0000-0000-0000-000000000000}\many')
length=$((${#name} / 2))
reparse m/junction "030000a0$(le16 $((8 + length + 4)))00000000$(le16 $length)$(le16 $((length + 2)))0000${name}00000000"
: > m/wsl
reparse m/wsl "1d0000a0$(le16 14)000002000000$(printf many/again | od -An -v -tx1 | tr -d ' \n')"
: > m/unknown
reparse m/unknown "21000080040000000a0b0c0d"

wof() { # $1 file, $2 algorithm, $3 wimlib's name, $4 bytes of a chunk
  rm -rf source x.wim
  mkdir source
  seq 1 12000 > source/data
  wimlib-imagex capture source x.wim --compress="$3" --chunk-size="$4" --no-acls > /dev/null
  python3 - x.wim stream << 'EOF'
import struct, sys
wim = open(sys.argv[1], 'rb').read()
size, table = struct.unpack_from('<QQ', wim, 48)
for at in range(table, table + (size & (1 << 56) - 1), 50):
    stored, offset, plain = struct.unpack_from('<QQQ', wim, at)
    if not (stored >> 56) & 2:
        open(sys.argv[2], 'wb').write(wim[offset:offset + (stored & (1 << 56) - 1)])
EOF
  truncate -s "$(stat -c %s source/data)" "m/$1"
  setfattr -n user.WofCompressedData -v "0x$(od -An -v -tx1 stream | tr -d ' \n')" "m/$1"
  reparse "m/$1" "1700008010000000010000000200000001000000$(printf '%02x' "$2")000000"
}
wof xpress4k 0 XPRESS 4096
wof xpress8k 2 XPRESS 8192
wof xpress16k 3 XPRESS 16384
wof lzx 1 LZX 32768
pack features.ntfs
cd "$here"
rm -r "$work"
