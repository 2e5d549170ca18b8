/** The jars as their users meet them: other processes run them. */
package io.github.diskimagefs.jar;
