/** Nero images, version 1 (NERO) and 2 (NER5). */
package io.github.diskimagefs.container.nrg;
