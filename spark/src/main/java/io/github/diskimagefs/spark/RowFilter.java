package io.github.diskimagefs.spark;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.sources.And;
import org.apache.spark.sql.sources.EqualNullSafe;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.IsNotNull;
import org.apache.spark.sql.sources.IsNull;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.apache.spark.sql.sources.Not;
import org.apache.spark.sql.sources.Or;
import org.apache.spark.sql.sources.StringContains;
import org.apache.spark.sql.sources.StringEndsWith;
import org.apache.spark.sql.sources.StringStartsWith;
import org.apache.spark.unsafe.types.UTF8String;

/** A condition on a row, with SQL's three values: a comparison with null is unknown. */
@FunctionalInterface
interface RowFilter {
  /** The columns that cost no more than the entry of a folder. */
  Set<FileColumn> COLUMNS =
      Set.of(
          FileColumn.IMAGE, FileColumn.PATH, FileColumn.TYPE, FileColumn.SIZE, FileColumn.MODIFIED);

  /** A row: strings as {@link UTF8String}, numbers and microseconds as {@link Long}. */
  @FunctionalInterface
  interface Row {
    /** Returns the value of one of {@link #COLUMNS}; null if it has none. */
    Object value(FileColumn column);
  }

  /** Returns whether the row passes; null if that is unknown. */
  Boolean test(Row row);

  /** Returns whether a filter can be evaluated exactly. */
  static boolean supports(Filter filter) {
    return compile(filter) != null;
  }

  /** Returns the condition that all filters are true. */
  static RowFilter all(Filter[] filters) {
    List<RowFilter> parts = new ArrayList<>();
    for (Filter filter : filters) {
      parts.add(compile(filter));
    }
    return row -> {
      for (RowFilter part : parts) {
        if (!Boolean.TRUE.equals(part.test(row))) {
          return false;
        }
      }
      return true;
    };
  }

  /** Returns the condition of a filter; null if it is of another kind, or on another column. */
  private static RowFilter compile(Filter filter) {
    if (filter instanceof And and) {
      RowFilter left = compile(and.left());
      RowFilter right = compile(and.right());
      return left == null || right == null ? null : row -> both(left.test(row), right.test(row));
    }
    if (filter instanceof Or or) {
      RowFilter left = compile(or.left());
      RowFilter right = compile(or.right());
      return left == null || right == null
          ? null
          : row -> not(both(not(left.test(row)), not(right.test(row))));
    }
    if (filter instanceof Not negated) {
      RowFilter child = compile(negated.child());
      return child == null ? null : row -> not(child.test(row));
    }
    if (filter instanceof EqualTo equal) {
      return comparison(equal.attribute(), equal.value(), order -> order == 0);
    }
    if (filter instanceof GreaterThan greater) {
      return comparison(greater.attribute(), greater.value(), order -> order > 0);
    }
    if (filter instanceof GreaterThanOrEqual atLeast) {
      return comparison(atLeast.attribute(), atLeast.value(), order -> order >= 0);
    }
    if (filter instanceof LessThan less) {
      return comparison(less.attribute(), less.value(), order -> order < 0);
    }
    if (filter instanceof LessThanOrEqual atMost) {
      return comparison(atMost.attribute(), atMost.value(), order -> order <= 0);
    }
    return compileOther(filter);
  }

  private static RowFilter compileOther(Filter filter) {
    if (filter instanceof IsNull isNull) {
      FileColumn column = column(isNull.attribute());
      return column == null ? null : row -> row.value(column) == null;
    }
    if (filter instanceof IsNotNull isNotNull) {
      FileColumn column = column(isNotNull.attribute());
      return column == null ? null : row -> row.value(column) != null;
    }
    if (filter instanceof EqualNullSafe equal) {
      FileColumn column = column(equal.attribute());
      Object value = column == null ? null : value(column, equal.value());
      return column == null || (value == null && equal.value() != null)
          ? null
          : row -> value == null ? row.value(column) == null : value.equals(row.value(column));
    }
    if (filter instanceof In in) {
      return in(in);
    }
    if (filter instanceof StringStartsWith starts) {
      UTF8String text = UTF8String.fromString(starts.value());
      return text(starts.attribute(), value -> value.startsWith(text));
    }
    if (filter instanceof StringEndsWith ends) {
      UTF8String text = UTF8String.fromString(ends.value());
      return text(ends.attribute(), value -> value.endsWith(text));
    }
    if (filter instanceof StringContains contains) {
      UTF8String text = UTF8String.fromString(contains.value());
      return text(contains.attribute(), value -> value.contains(text));
    }
    return null;
  }

  private static RowFilter in(In in) {
    FileColumn column = column(in.attribute());
    if (column == null) {
      return null;
    }
    List<Object> values = new ArrayList<>();
    boolean unknown = false;
    for (Object value : in.values()) {
      Object converted = value(column, value);
      if (value == null) {
        unknown = true;
      } else if (converted == null) {
        return null;
      } else {
        values.add(converted);
      }
    }
    Boolean otherwise = unknown ? null : Boolean.FALSE;
    return row -> {
      Object found = row.value(column);
      if (found == null) {
        return null;
      }
      return values.contains(found) ? Boolean.TRUE : otherwise;
    };
  }

  /** A condition on the order of a row's value and the filter's. */
  @FunctionalInterface
  interface OrderTest {
    /** Returns whether a result of {@code compareTo} passes. */
    boolean test(int order);
  }

  private static RowFilter comparison(String attribute, Object value, OrderTest test) {
    FileColumn column = column(attribute);
    Object wanted = column == null ? null : value(column, value);
    if (wanted == null) {
      return null;
    }
    return row -> {
      Object found = row.value(column);
      if (found == null) {
        return null;
      }
      return test.test(
          found instanceof UTF8String text
              ? text.compareTo((UTF8String) wanted)
              : ((Long) found).compareTo((Long) wanted));
    };
  }

  /** A condition on text. */
  @FunctionalInterface
  interface TextTest {
    /** Returns whether the text passes. */
    boolean test(UTF8String text);
  }

  private static RowFilter text(String attribute, TextTest test) {
    FileColumn column = column(attribute);
    if (column == null || column == FileColumn.SIZE || column == FileColumn.MODIFIED) {
      return null;
    }
    return row -> row.value(column) instanceof UTF8String text ? (Boolean) test.test(text) : null;
  }

  /** Returns the column of an attribute; null if rows do not have it before a file is read. */
  private static FileColumn column(String attribute) {
    for (FileColumn column : COLUMNS) {
      if (column.label().equalsIgnoreCase(attribute)) {
        return column;
      }
    }
    return null;
  }

  /** Returns a literal as rows hold it; null if it is of another type. */
  private static Object value(FileColumn column, Object literal) {
    return switch (column) {
      case SIZE ->
          literal instanceof Long || literal instanceof Integer
              ? (Object) ((Number) literal).longValue()
              : null;
      case MODIFIED ->
          literal instanceof Timestamp || literal instanceof Instant
              ? (Object) DateTimeUtils.anyToMicros(literal)
              : null;
      default -> literal instanceof String text ? UTF8String.fromString(text) : null;
    };
  }

  private static Boolean not(Boolean value) {
    return value == null ? null : !value;
  }

  private static Boolean both(Boolean left, Boolean right) {
    if (Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right)) {
      return false;
    }
    return left == null || right == null ? null : Boolean.TRUE;
  }
}
