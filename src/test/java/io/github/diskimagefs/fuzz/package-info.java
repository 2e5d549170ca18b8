/** Every parser under coverage-guided fuzzing; without the fuzzer, replays of what it found. */
package io.github.diskimagefs.fuzz;
