package io.github.diskimagefs.volume.apfs;

/** Role of a volume in an installation of macOS (Reference "Volumes", apfs_role). */
enum VolumeRole {
  NONE(0, ""),
  SYSTEM(0x01, "System"),
  USER(0x02, "User"),
  RECOVERY(0x04, "Recovery"),
  VM(0x08, "VM"),
  PREBOOT(0x10, "Preboot"),
  INSTALLER(0x20, "Installer"),
  DATA(1 << 6, "Data"),
  BASEBAND(2 << 6, "Baseband"),
  UPDATE(3 << 6, "Update"),
  XART(4 << 6, "xART"),
  HARDWARE(5 << 6, "Hardware"),
  BACKUP(6 << 6, "Backup"),
  ENTERPRISE(9 << 6, "Enterprise"),
  PRELOGIN(11 << 6, "Prelogin"),
  OTHER(-1, "other");

  private final int value;
  private final String text;

  VolumeRole(int value, String text) {
    this.value = value;
    this.text = text;
  }

  static VolumeRole of(int value) {
    for (VolumeRole role : values()) {
      if (role.value == value) {
        return role;
      }
    }
    return OTHER;
  }

  /** Returns the name that macOS shows; empty for no role. */
  String text() {
    return text;
  }

  /** Returns whether the volume holds files of users: those of macOS itself are second choice. */
  boolean primary() {
    return this == NONE || this == USER || this == BACKUP || this == ENTERPRISE;
  }
}
