package io.github.diskimagefs.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.StringStartsWith;
import org.apache.spark.unsafe.types.UTF8String;

/** Leaves out images that no row of a query can be in, before they are opened. */
final class ImagePruner {
  /** What separates the address of an image from the path of an image inside it. */
  static final String INNER = "!";

  private final List<Predicate<String>> conditions = new ArrayList<>();

  /**
   * Creates a pruner.
   *
   * @param nested whether rows may be of images inside the images
   */
  ImagePruner(Filter[] pushed, boolean nested) {
    for (Filter filter : pushed) {
      Predicate<String> condition = nested ? nested(filter) : plain(filter);
      if (condition != null) {
        conditions.add(condition);
      }
    }
  }

  /** Returns whether rows that pass the filters may come from an image. */
  boolean mayHold(String address) {
    return conditions.stream().allMatch(condition -> condition.test(address));
  }

  private static Predicate<String> plain(Filter filter) {
    for (String attribute : filter.references()) {
      if (!attribute.equalsIgnoreCase(FileColumn.IMAGE.label())) {
        return null;
      }
    }
    RowFilter condition = RowFilter.all(new Filter[] {filter});
    return address -> condition.test(column -> UTF8String.fromString(address));
  }

  private static Predicate<String> nested(Filter filter) {
    List<String> images = new ArrayList<>();
    if (filter instanceof EqualTo equal && isImage(equal.attribute())) {
      images.add(String.valueOf(equal.value()));
    } else if (filter instanceof In in && isImage(in.attribute())) {
      for (Object value : in.values()) {
        images.add(String.valueOf(value));
      }
    } else if (filter instanceof StringStartsWith starts && isImage(starts.attribute())) {
      String prefix = starts.value();
      return address -> address.startsWith(prefix) || prefix.startsWith(address);
    } else {
      return null;
    }
    return address ->
        images.stream().anyMatch(i -> i.equals(address) || i.startsWith(address + INNER));
  }

  private static boolean isImage(String attribute) {
    return attribute.equalsIgnoreCase(FileColumn.IMAGE.label());
  }
}
