/** Encrypted Apple disk images: {@code encrcdsa} and its forerunner {@code cdsaencr}. */
package io.github.diskimagefs.container.encrypted;
