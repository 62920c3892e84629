package io.penstock.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Time, threads, randomness and printing come in through the door: {@code Time} and {@code Threads} of base, and the
 * rooms that talk to a terminal. The exceptions stand here with their reasons.
 */
final class DoorsTest {
    /** Rooms that are programs: they own their process, and nobody tests them with a manual clock. */
    private static final Set<String> PROGRAMS = Set.of("cli", "demos/flights", "demos/starts", "bench");

    /** Class name prefix → why it may pass by the door of time and threads. */
    private static final Map<String, String> OWN_CLOCK = Map.of(
            "io.penstock.SystemTime", "it is the door of time",
            "io.penstock.Threads", "it is the door of threads");

    /** Class name prefix → why it may print. */
    private static final Map<String, String> PRINTS = Map.of();

    private static final Set<String> CLOCK_AND_THREAD_CALLS = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.Thread.sleep",
            "java.lang.Thread.<init>",
            "java.lang.Thread.ofPlatform",
            "java.lang.Thread.ofVirtual",
            "java.lang.Thread.startVirtualThread",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalTime.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.util.Timer.<init>",
            "java.util.Random.<init>",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.lang.Math.random",
            "java.util.concurrent.ForkJoinPool.commonPool",
            "java.util.concurrent.CompletableFuture.delayedExecutor",
            "java.util.concurrent.CompletableFuture.orTimeout",
            "java.util.concurrent.CompletableFuture.completeOnTimeout");

    @Test
    void reads_clocks_and_makes_threads_only_in_base() {
        Predicate<JavaAccess<?>> forbidden = access -> {
            String owner = access.getTargetOwner().getName();
            return CLOCK_AND_THREAD_CALLS.contains(owner + "." + access.getName())
                    || owner.equals("java.util.concurrent.Executors")
                    || (owner.equals("java.time.Clock") && access.getName().startsWith("system"));
        };
        assertThat(accesses(forbidden, OWN_CLOCK))
                .as("clocks, threads and randomness outside io.penstock.Time and io.penstock.Threads")
                .isEmpty();
    }

    @Test
    void prints_only_in_programs() {
        Predicate<JavaAccess<?>> forbidden =
                access -> access.getTargetOwner().getName().equals("java.lang.System")
                        && (access.getName().equals("out") || access.getName().equals("err"));
        assertThat(accesses(forbidden, PRINTS))
                .as("System.out and System.err outside the command line, the demos and the benchmarks")
                .isEmpty();
    }

    @Test
    void ends_the_process_only_in_programs() {
        Predicate<JavaAccess<?>> forbidden = access -> {
            String call = access.getTargetOwner().getName() + "." + access.getName();
            return call.equals("java.lang.System.exit")
                    || call.equals("java.lang.Runtime.halt")
                    || call.equals("java.lang.Runtime.exit");
        };
        assertThat(accesses(forbidden, PRINTS)).isEmpty();
    }

    private static List<String> accesses(Predicate<JavaAccess<?>> forbidden, Map<String, String> exceptions) {
        List<String> found = new ArrayList<>();
        for (String room : Rooms.built().names()) {
            if (PROGRAMS.contains(room)) {
                continue;
            }
            for (JavaClass type : Rooms.built().classesOf(room)) {
                if (exceptions.keySet().stream().noneMatch(type.getName()::startsWith)) {
                    type.getAccessesFromSelf().stream()
                            .filter(forbidden)
                            .map(access -> room + ": " + access.getDescription())
                            .forEach(found::add);
                }
            }
        }
        return found;
    }
}
