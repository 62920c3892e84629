package io.penstock.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
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
            "io.penstock.Threads", "it is the door of threads",
            "io.penstock.documents.node.NodeMain", "it runs in the node's own process, without base");

    /** Class name prefix → why it may print. */
    private static final Map<String, String> PRINTS = Map.of(
            "io.penstock.stream.sql.internal.parser.", "generated; prints only when asked to debug itself",
            "io.penstock.documents.node.NodeMain", "its parent reads what it prints");

    /** Class name prefix → why it may end the process. */
    private static final Map<String, String> ENDS =
            Map.of("io.penstock.documents.node.NodeMain", "it is the main class of the node's own process");

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
        assertThat(accesses(DoorsTest::isClockOrThread, OWN_CLOCK))
                .as("clocks, threads and randomness outside io.penstock.Time and io.penstock.Threads")
                .isEmpty();
    }

    @Test
    void prints_only_in_programs() {
        assertThat(accesses(DoorsTest::isPrint, PRINTS))
                .as("System.out and System.err outside the command line, the demos and the benchmarks")
                .isEmpty();
    }

    @Test
    void ends_the_process_only_in_programs() {
        assertThat(accesses(DoorsTest::isExit, ENDS)).isEmpty();
    }

    /** A rule that finds nothing here would find nothing anywhere. */
    @Test
    void sees_what_was_planted() {
        JavaClass planted = new ClassFileImporter().importClass(Planted.class);
        assertThat(planted.getAccessesFromSelf().stream().filter(DoorsTest::isClockOrThread))
                .hasSize(3);
        assertThat(planted.getAccessesFromSelf().stream().filter(DoorsTest::isPrint))
                .hasSize(1);
        assertThat(planted.getAccessesFromSelf().stream().filter(DoorsTest::isExit))
                .hasSize(1);
    }

    private static boolean isClockOrThread(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        return CLOCK_AND_THREAD_CALLS.contains(owner + "." + access.getName())
                || owner.equals("java.util.concurrent.Executors")
                || (owner.equals("java.time.Clock") && access.getName().startsWith("system"));
    }

    private static boolean isPrint(JavaAccess<?> access) {
        return access.getTargetOwner().getName().equals("java.lang.System")
                && (access.getName().equals("out") || access.getName().equals("err"));
    }

    private static boolean isExit(JavaAccess<?> access) {
        String call = access.getTargetOwner().getName() + "." + access.getName();
        return Set.of("java.lang.System.exit", "java.lang.Runtime.halt", "java.lang.Runtime.exit")
                .contains(call);
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

    @SuppressWarnings({"SystemOut", "unused"}) // the rules must have something to find
    private static final class Planted {
        static void breaksAllRules() {
            System.out.println(Instant.now());
            Executors.newVirtualThreadPerTaskExecutor().close();
            new Thread(() -> {}).start();
            System.exit(1);
        }
    }
}
