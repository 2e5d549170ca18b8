package io.github.diskimagefs.spark;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * The images of one task.
 *
 * @param slices in the order of reading
 * @param hosts that store most of them
 */
record ImagePartition(List<ImageSlice> slices, List<String> hosts) implements InputPartition {
  @Override
  public String[] preferredLocations() {
    return hosts.toArray(String[]::new);
  }
}
