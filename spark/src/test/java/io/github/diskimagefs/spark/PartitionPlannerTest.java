package io.github.diskimagefs.spark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;

/** The packing of images into partitions. */
class PartitionPlannerTest {
  private static final long MIB = 1 << 20;

  private static List<ImagePartition> plan(
      List<ListedImage> images, boolean contents, int cores, String... options) {
    Map<String, String> map = new java.util.HashMap<>(Map.of("path", "/"));
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return PartitionPlanner.plan(
        images, SourceOptions.of(new CaseInsensitiveStringMap(map)), contents, cores);
  }

  private static ListedImage image(String name, long length, String... hosts) {
    return new ListedImage("file:/" + name, length, 0, false, List.of(hosts));
  }

  private static List<ListedImage> images(int count, long length) {
    List<ListedImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      images.add(image(i + ".iso", length));
    }
    return images;
  }

  private static Stream<ImageSlice> slices(List<ImagePartition> partitions) {
    return partitions.stream().flatMap(partition -> partition.slices().stream());
  }

  @Test
  void smallImagesArePackedUpToTheBound() {
    List<ImagePartition> partitions = plan(images(10_000, 0), false, 2);
    assertThat(
        partitions.stream().map(partition -> partition.slices().size()).toList(),
        everyItem(is(lessThanOrEqualTo(128))));
    assertThat(partitions, hasSize(79));
    assertThat(slices(partitions).count(), is(10_000L));
  }

  @Test
  void fewImagesAreSpreadOverTheCores() {
    assertThat(plan(images(100, MIB), true, 4), hasSize(4));
    assertThat(plan(images(3, MIB), true, 16), hasSize(3));
  }

  @Test
  void contentsMakeAnImageExpensive() {
    assertThat(plan(images(1, 6400 * MIB), false, 1), hasSize(1));
    List<ImagePartition> partitions = plan(images(1, 6400 * MIB), true, 1);
    assertThat(partitions, hasSize(50));
    assertThat(slices(partitions).map(ImageSlice::count).distinct().toList(), is(List.of(50)));
    assertThat(slices(partitions).map(ImageSlice::index).distinct().count(), is(50L));
  }

  @Test
  void anImageThatWouldBeUnpackedIsNotSplit() {
    assertThat(plan(List.of(image("a.iso.gz", 6400 * MIB)), true, 1), hasSize(1));
  }

  @Test
  void theLargestImageIsTheFirst() {
    List<ListedImage> images = new ArrayList<>(images(200, MIB));
    images.add(image("large.iso", 100 * MIB));
    assertThat(plan(images, true, 1).get(0).slices().get(0).address(), is("file:/large.iso"));
  }

  @Test
  void aPartitionPrefersTheHostsOfMostOfItsBytes() {
    List<ListedImage> images =
        List.of(
            image("a.iso", 5 * MIB, "a", "b"),
            image("b.iso", 9 * MIB, "b", "c"),
            image("c.iso", MIB, "d", "c"));
    assertThat(plan(images, true, 1).get(0).preferredLocations(), arrayContaining("b", "c", "a"));
  }

  @Test
  void anImageOfImpossibleLengthHasABoundedNumberOfShares() {
    assertThat(slices(plan(images(2, Long.MAX_VALUE), true, 1)).count(), is(2000L));
  }
}
