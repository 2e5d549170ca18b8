/**
 * Tests of the documents: the Java code in them compiles and does what they say, with images of the
 * names that they use.
 */
package io.github.diskimagefs.docs;
