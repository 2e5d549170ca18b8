package io.github.diskimagefs.container;

import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;

/**
 * Decryption of an image's keys with a password.
 *
 * @param <K> the keys
 */
@FunctionalInterface
public interface PasswordLock<K> {

  /** Returns the keys, or null if the password is wrong. The array stays as it is. */
  K unlock(char[] password) throws IOException;

  /**
   * Decrypts the keys with the password of the options.
   *
   * @param name the image's name, for the exception
   * @throws AccessDeniedException if there is no password or it is wrong
   */
  default K open(String name, ImageOptions options) throws IOException {
    char[] password = options.password().orElse(null);
    if (password == null) {
      throw new AccessDeniedException(name, null, "encrypted: needs a password");
    }
    try {
      K keys = unlock(password);
      if (keys == null) {
        throw new AccessDeniedException(name, null, "encrypted: the password is wrong");
      }
      return keys;
    } finally {
      Arrays.fill(password, '\0');
    }
  }
}
