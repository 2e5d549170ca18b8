#!/bin/bash
# Makes the images of this folder, and those of ../cramfs and ../romfs, as root: erofs-utils 1.9.3, util-linux 2.38, genromfs 0.5.2.
set -e
cd "$(dirname "$0")"
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
export TREE=$T/tree CONTRACT=$T/contract
python3 - <<'END'
import os
def write(root, path, data, seconds=1600000000, nanos=123456789):
    path = os.path.join(root, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)
    os.utime(path, ns=(seconds * 10**9 + nanos,) * 2)
tree = os.environ["TREE"]
numbers = b"".join(b"%d\n" % i for i in range(1, 12001))
state, noise = 1, bytearray()
for i in range(9000):
    state = (state * 1103515245 + 12345) % 2**31
    noise.append(state >> 16 & 255)
noise = bytes(noise)
write(tree, "numbers", numbers)
write(tree, "zeros", bytes(100000))
write(tree, "noise", noise)
write(tree, "mixed", numbers[:20000] + noise + numbers[:20000])
write(tree, "shifted", noise[123:8123] + numbers[100:30100])
write(tree, "tail", numbers[:4100])
write(tree, "small", b"short\n")
write(tree, "empty", b"")
write(tree, "future", b"f", 5000000000, 5)
for i in range(300):
    write(tree, "many/entry-%04d" % i, b"%d" % i)
with open(tree + "/hole", "wb") as f:
    f.seek(300000)
    f.write(b"end\n")
os.link(tree + "/small", tree + "/hard")
os.symlink("small", tree + "/link")
os.chown(tree + "/small", 70000, 80000)
os.chmod(tree + "/small", 0o4755)
for i in range(6):
    os.setxattr(tree + "/many/entry-%04d" % i, "user.common", b"shared")
os.setxattr(tree + "/tail", "user.long.prefix.one", b"1")
os.setxattr(tree + "/tail", "trusted.own", bytes(range(200)))
contract = os.environ["CONTRACT"]
for path, data in {"hello.txt": "Hello", "nothing": "", ".hidden": "dot", "Makefile": "all:",
    "docs/readme.md": "# read me", "docs/a b.txt": "blank", "docs/[x]{y}.txt": "brackets",
    "docs/deep/er/still/file.java": "class A {}", "docs/deep/er/100%#!+&=@~.txt": "signs",
    "straße/größe.txt": "14"}.items():
    write(contract, path, data.encode())
os.mkdir(contract + "/empty")
for path, target in {"link.txt": "hello.txt", "docs/up": "..", "docs/deep/abs": "/docs/deep/er",
    "todeep": "docs/deep/er/../er", "dangling": "no/such", "loop": "loop2", "loop2": "loop",
    "beyond": "../../../hello.txt"}.items():
    os.symlink(target, contract + "/" + path)
END
mknod "$TREE/chr" c 5 1
mknod "$TREE/blk" b 259 300
mkfifo "$TREE/fifo"
U=01234567-89ab-cdef-0123-456789abcdef
make() { # NAME OPTION... : packs the image of the tree
  local name=$1; shift
  mkfs.erofs --quiet -U$U -T1500000000 --mkfs-time -L Features "$@" "$T/$name" "$TREE"
  gzip -9n < "$T/$name" > "$name.gz"
}
make plain.erofs
make blocks512.erofs -b512 -Eforce-inode-extended --xattr-prefix=user.long.prefix.
make legacy.erofs -zlz4 -Elegacy-compress
make lz4.erofs -zlz4hc -C16384
make lz4-all.erofs -zlz4 -C16384 -Ededupe,fragments,ztailpacking --xattr-prefix=user.long.prefix.
make lz4-tails.erofs -zlz4 -C8192 -Ededupe,ztailpacking
make lzma.erofs -zlzma -C16384 -Efragments
make deflate.erofs -zdeflate -C8192
make zstd.erofs -zzstd -C65536 -Eall-fragments,dedupe
make directories.erofs -zlz4 --zD=1
make chunks.erofs --chunksize=8192 --blobdev="$T/chunks.blob"
gzip -9n < "$T/chunks.blob" > chunks.blob.gz
mkfs.erofs --quiet -U$U -T1500000000 --mkfs-time -zlz4 "$T/c" "$CONTRACT" && gzip -9n < "$T/c" > contract.erofs.gz
chown -R 0:0 "$TREE"
rm "$TREE/future"
mkfs.cramfs -N little -n Features "$TREE" "$T/l" && gzip -9n < "$T/l" > ../cramfs/little.cramfs.gz
mkfs.cramfs -N big -n Features -p "$TREE" "$T/b" && gzip -9n < "$T/b" > ../cramfs/big.cramfs.gz
mkfs.cramfs -N little -z "$TREE" "$T/h" && gzip -9n < "$T/h" > ../cramfs/holes.cramfs.gz
mkfs.cramfs "$CONTRACT" "$T/m" && gzip -9n < "$T/m" > ../cramfs/contract.cramfs.gz
chmod 755 "$TREE/tail"
genromfs -d "$TREE" -f "$T/r" -V Features && gzip -9n < "$T/r" > ../romfs/features.romfs.gz
genromfs -d "$CONTRACT" -f "$T/o" -V Contract && gzip -9n < "$T/o" > ../romfs/contract.romfs.gz
