/** Images made by other people's tools, each compared with the manifests beside it. */
package io.github.diskimagefs.corpus;
