package io.github.diskimagefs.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.StringStartsWith;

/** Leaves out folders that no row of a query can be in, before they are listed. */
final class PathPruner {
  private final List<Predicate<String>> conditions = new ArrayList<>();

  PathPruner(Filter[] pushed) {
    for (Filter filter : pushed) {
      if (filter instanceof StringStartsWith starts && isPath(starts.attribute())) {
        String prefix = starts.value();
        conditions.add(folder -> folder.startsWith(prefix) || prefix.startsWith(folder));
      } else if (filter instanceof EqualTo equal && isPath(equal.attribute())) {
        String path = String.valueOf(equal.value());
        conditions.add(path::startsWith);
      } else if (filter instanceof In in && isPath(in.attribute())) {
        List<String> paths = new ArrayList<>();
        for (Object value : in.values()) {
          paths.add(String.valueOf(value));
        }
        conditions.add(folder -> paths.stream().anyMatch(path -> path.startsWith(folder)));
      }
    }
  }

  /** Returns whether rows that pass the filters may be of entries of a folder. */
  boolean mayHold(String folder) {
    String prefix = folder.endsWith("/") ? folder : folder + "/";
    return conditions.stream().allMatch(condition -> condition.test(prefix));
  }

  private static boolean isPath(String attribute) {
    return attribute.equalsIgnoreCase(FileColumn.PATH.label());
  }
}
