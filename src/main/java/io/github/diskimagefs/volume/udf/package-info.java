/** UDF: ECMA-167 third edition as profiled by OSTA UDF 1.02 to 2.60. */
package io.github.diskimagefs.volume.udf;
