/**
 * Tests of the documents: the Java code in them compiles and has the output that they promise, with
 * images of the names that they use.
 */
package io.github.diskimagefs.docs;
