package io.github.diskimagefs.nio;

import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;

/** Owners and groups. An image has only their numbers, so the numbers are the names. */
final class Principals {
  private static final long MAX_ID = 0xFFFF_FFFFL;

  /** Finds owners and groups by their numbers. */
  static final UserPrincipalLookupService LOOKUP =
      new UserPrincipalLookupService() {
        @Override
        public UserPrincipal lookupPrincipalByName(String name)
            throws UserPrincipalNotFoundException {
          return new User(number(name));
        }

        @Override
        public GroupPrincipal lookupPrincipalByGroupName(String group)
            throws UserPrincipalNotFoundException {
          return new Group(number(group));
        }
      };

  private Principals() {}

  private static long number(String name) throws UserPrincipalNotFoundException {
    long number = -1;
    try {
      number = Long.parseLong(Objects.requireNonNull(name));
    } catch (NumberFormatException e) {
      // The name is no number, so there is no such owner or group.
    }
    if (number < 0 || number > MAX_ID) {
      throw new UserPrincipalNotFoundException(name);
    }
    return number;
  }

  static UserPrincipal user(long uid) {
    return new User(uid);
  }

  static GroupPrincipal group(long gid) {
    return new Group(gid);
  }

  private record User(long uid) implements UserPrincipal {
    @Override
    public String getName() {
      return Long.toString(uid);
    }

    @Override
    public String toString() {
      return getName();
    }
  }

  private record Group(long gid) implements GroupPrincipal {
    @Override
    public String getName() {
      return Long.toString(gid);
    }

    @Override
    public String toString() {
      return getName();
    }
  }
}
