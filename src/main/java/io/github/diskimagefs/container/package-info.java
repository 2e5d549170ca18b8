/** Image files as tracks of a disc, or as one disk. */
package io.github.diskimagefs.container;
