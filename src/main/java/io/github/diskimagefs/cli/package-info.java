/** The command line. */
package io.github.diskimagefs.cli;
