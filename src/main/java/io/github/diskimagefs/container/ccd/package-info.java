/** CloneCD images: a control sheet, sectors, and sub-channels. */
package io.github.diskimagefs.container.ccd;
