/** Sectors, tracks and sessions of optical discs (ECMA-130, Red Book, Yellow Book). */
package io.github.diskimagefs.sector;
