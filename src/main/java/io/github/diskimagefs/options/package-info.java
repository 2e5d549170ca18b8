/**
 * The options of opening an image, and the names that callers choose by: views, URI schemes and
 * URIs.
 *
 * <p>Every other package may use this one; it uses none. It is not exported: callers give options
 * as a map, which {@link io.github.diskimagefs.options.ImageOptions} checks.
 */
package io.github.diskimagefs.options;
