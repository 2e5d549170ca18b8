package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** A volume in memory that counts the calls. */
public final class MemoryVolume implements Volume {
  private static final IsoFileSystemProvider PROVIDER = new IsoFileSystemProvider();

  /** An entry. */
  public static final class Item implements Node {
    private final String name;
    private final Kind kind;
    private final Object key;
    private final Map<String, Item> children;
    private final Map<String, byte[]> attributes = new LinkedHashMap<>();
    private byte[] content = {};
    private String target;
    private FileTime modified = FileTime.fromMillis(1_700_000_000_000L);
    private boolean hidden;
    private int mode;
    private boolean posix = true;

    private Item(String name, Kind kind, Object key, Map<String, Item> children) {
      this.name = name;
      this.kind = kind;
      this.key = key;
      this.children = children;
      this.mode =
          switch (kind) {
            case DIRECTORY -> 0040755;
            case FILE -> 0100644;
            case SYMBOLIC_LINK -> 0120777;
            case OTHER -> 0010600;
          };
    }

    /** Sets the permission bits. */
    public Item mode(int permissions) {
      mode = (mode & ~07777) | permissions;
      return this;
    }

    /** Sets the time of the last modification. */
    public Item modified(FileTime time) {
      modified = time;
      return this;
    }

    /** Marks the entry as hidden. */
    public Item hide() {
      hidden = true;
      return this;
    }

    /** Leaves the POSIX attributes out, as one bad record may. */
    public Item withoutPosix() {
      posix = false;
      return this;
    }

    /** Adds an extended attribute. */
    public Item attribute(String attribute, String value) {
      attributes.put(attribute, value.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Kind kind() {
      return kind;
    }

    @Override
    public long size() {
      return target != null ? target.length() : content.length;
    }

    @Override
    public FileTime modified() {
      return modified;
    }

    @Override
    public Object key() {
      return key;
    }

    @Override
    public boolean hidden() {
      return hidden;
    }

    @Override
    public Unix unix() {
      return posix ? new Unix(mode, key.hashCode(), 1, 1000, 4_000_000_000L, 0) : null;
    }
  }

  private final AtomicInteger lookups = new AtomicInteger();
  private final AtomicInteger listings = new AtomicInteger();
  private final AtomicInteger keys = new AtomicInteger();
  private final Item root = new Item("", Node.Kind.DIRECTORY, 0, new LinkedHashMap<>());
  private boolean posix = true;
  private boolean anyCase;
  private boolean closed;
  private boolean unlistable;
  private Queue<String> prefetched;

  /** Makes the files expensive to decode; adds the name of each prefetched one to a queue. */
  public MemoryVolume encoded(Queue<String> prefetched) {
    this.prefetched = prefetched;
    return this;
  }

  /** Lets no directory be listed from now on. */
  public MemoryVolume unlistable() {
    unlistable = true;
    return this;
  }

  /** A volume without POSIX attributes. */
  public MemoryVolume withoutPosix() {
    posix = false;
    return this;
  }

  /** A volume that takes names in any case where none is exact. */
  public MemoryVolume anyCase() {
    anyCase = true;
    return this;
  }

  /** Adds a directory, and those above it. */
  public Item dir(String path) {
    Item at = root;
    for (String name : path.substring(1).split("/", -1)) {
      Map<String, Item> siblings = at.children;
      at = siblings.computeIfAbsent(name, n -> item(n, Node.Kind.DIRECTORY));
    }
    return at;
  }

  private Item item(String name, Node.Kind kind) {
    Map<String, Item> children = kind == Node.Kind.DIRECTORY ? new LinkedHashMap<>() : null;
    return new Item(name, kind, keys.incrementAndGet(), children);
  }

  private Item add(String path, Node.Kind kind) {
    int slash = path.lastIndexOf('/');
    Item parent = slash == 0 ? root : dir(path.substring(0, slash));
    Item item = item(path.substring(slash + 1), kind);
    parent.children.put(item.name, item);
    return item;
  }

  /** Adds a file. */
  public Item file(String path, String content) {
    Item item = add(path, Node.Kind.FILE);
    item.content = content.getBytes(StandardCharsets.UTF_8);
    return item;
  }

  /** Adds a symbolic link. */
  public Item link(String path, String target) {
    Item item = add(path, Node.Kind.SYMBOLIC_LINK);
    item.target = target;
    return item;
  }

  /** Adds a FIFO. */
  public Item fifo(String path) {
    return add(path, Node.Kind.OTHER);
  }

  /** Adds another name for a file or directory, even for one above: a cycle. */
  public Item again(String path, String existing) {
    Item same = existing.equals("/") ? root : find(existing);
    int slash = path.lastIndexOf('/');
    Item parent = slash == 0 ? root : dir(path.substring(0, slash));
    Item item = new Item(path.substring(slash + 1), same.kind, same.key, same.children);
    item.content = same.content;
    parent.children.put(item.name, item);
    return item;
  }

  private Item find(String path) {
    Item at = root;
    for (Path name : Path.of(path)) {
      at = at.children.get(name.toString());
    }
    return at;
  }

  /** How often a name was looked up so far. */
  public int lookups() {
    return lookups.get();
  }

  /** How many directories were listed so far. */
  public int listings() {
    return listings.get();
  }

  /** Whether it was closed. */
  public boolean closed() {
    return closed;
  }

  @Override
  public String type() {
    return "memory";
  }

  @Override
  public String label() {
    return "MEMORY";
  }

  @Override
  public long size() {
    return 1 << 20;
  }

  @Override
  public boolean posix() {
    return posix;
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public Node child(Node directory, String name) {
    lookups.incrementAndGet();
    Map<String, Item> children = ((Item) directory).children;
    Item exact = children.get(name);
    if (exact != null || !anyCase) {
      return exact;
    }
    String wanted = name.toLowerCase(Locale.ROOT);
    return children.values().stream()
        .filter(item -> item.name.toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst()
        .orElse(null);
  }

  @Override
  public NodeCursor children(Node directory) throws IOException {
    listings.incrementAndGet();
    if (unlistable) {
      throw new IOException("cannot be listed");
    }
    return NodeCursor.of(new ArrayList<>(((Item) directory).children.values()));
  }

  @Override
  public ByteSource open(Node file) throws IOException {
    ByteSource plain = new ArraySource(((Item) file).content);
    return prefetched == null ? plain : new EncodedSource(plain, file.name(), prefetched);
  }

  private record EncodedSource(ByteSource plain, String name, Queue<String> prefetched)
      implements ByteSource {
    @Override
    public long size() {
      return plain.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      return plain.read(position, target);
    }

    @Override
    public HostExtent extent(long position, long length) throws IOException {
      return plain.extent(position, length);
    }

    @Override
    public boolean isEncoded() {
      return true;
    }

    @Override
    public void prefetch(long position, long length) {
      prefetched.add(position == 0 ? name : name + " from " + position);
    }
  }

  @Override
  public String target(Node link) {
    return ((Item) link).target;
  }

  @Override
  public List<String> attributes(Node node) {
    List<String> names = new ArrayList<>(((Item) node).attributes.keySet());
    names.removeIf(name -> name.startsWith("image:long"));
    return names;
  }

  @Override
  public ByteSource attribute(Node node, String name) {
    byte[] value = ((Item) node).attributes.get(name);
    return value == null ? null : new ArraySource(value);
  }

  /** Mounts it. */
  public ImageFileSystem open() throws IOException {
    return open(PROVIDER);
  }

  ImageFileSystem open(ImageFileSystemProvider provider) throws IOException {
    return ImageFileSystem.of(
        provider,
        new ImageLocation(Path.of("memory.iso").toAbsolutePath(), () -> {}),
        this,
        this,
        new FileStores("memory", this, () -> List.of(this)),
        () -> {});
  }

  @Override
  public void close() {
    closed = true;
  }
}
