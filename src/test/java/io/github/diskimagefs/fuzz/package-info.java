/** Coverage-guided fuzzing of every parser; without the fuzzer, a replay of its findings. */
package io.github.diskimagefs.fuzz;
