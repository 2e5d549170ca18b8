package io.github.diskimagefs.spark;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A test class that runs Spark, and is skipped on a JDK that Spark does not support. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledForJreRange(
    max = JRE.JAVA_21,
    disabledReason = "Spark 3.5 supports JDK 17, and Spark 4.0 JDK 17 and 21")
@interface SparkTest {}
