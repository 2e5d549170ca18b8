/** Image files that are nothing but sectors. */
package io.github.diskimagefs.container.raw;
