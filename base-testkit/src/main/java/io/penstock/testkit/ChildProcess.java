package io.penstock.testkit;

import io.penstock.Deadline;
import io.penstock.PenstockException;
import io.penstock.Threads;
import io.penstock.Time;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program in a process of its own whose output is read, whose last lines are kept, and whose standard input is a pipe
 * from this JVM: a child that ends at end of input cannot outlive its parent, however the parent dies. Standard error
 * is read together with standard output. Thread-safe by its own lock.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int TAIL_IN_MESSAGES = 12;

    private final Spec spec;
    private final Process process;
    private final Thread pump;
    private final Deque<String> tail = new ArrayDeque<>();
    private long linesSeen;
    private boolean outputEnded;

    /**
     * What to run.
     *
     * @param name what messages call it
     * @param command the program and its arguments
     * @param directory where it runs; empty for this JVM's directory
     * @param environment variables to add; an empty value removes one
     * @param log a file that gets all of the output, if any
     * @param tailLinesMax how many of the last output lines are kept
     */
    public record Spec(
            String name,
            List<String> command,
            Optional<Path> directory,
            Map<String, String> environment,
            Optional<Path> log,
            int tailLinesMax) {
        public Spec {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
            if (tailLinesMax < 1) {
                throw new IllegalArgumentException("tailLinesMax must be positive, got " + tailLinesMax);
            }
        }

        /** A command in this JVM's directory and environment; 400 lines of output are kept. */
        public static Spec of(String name, List<String> command) {
            return new Spec(name, command, Optional.empty(), Map.of(), Optional.empty(), 400);
        }

        public Spec withDirectory(Path newDirectory) {
            return new Spec(name, command, Optional.of(newDirectory), environment, log, tailLinesMax);
        }

        public Spec withEnvironment(Map<String, String> newEnvironment) {
            return new Spec(name, command, directory, newEnvironment, log, tailLinesMax);
        }

        public Spec withLog(Path newLog) {
            return new Spec(name, command, directory, environment, Optional.of(newLog), tailLinesMax);
        }
    }

    private ChildProcess(Spec spec, Process process) {
        this.spec = spec;
        this.process = process;
        this.pump = Threads.start("penstock-output-" + spec.name(), this::readOutput);
    }

    /**
     * Starts it. Fails with {@link TestkitError#CHILD_NOT_STARTED} when the program is missing or not allowed to run.
     */
    public static ChildProcess start(Spec spec) {
        ProcessBuilder builder = new ProcessBuilder(spec.command()).redirectErrorStream(true);
        spec.directory().ifPresent(directory -> builder.directory(directory.toFile()));
        spec.environment().forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        try {
            return new ChildProcess(spec, builder.start());
        } catch (IOException refused) {
            throw new PenstockException(
                    TestkitError.CHILD_NOT_STARTED,
                    spec.name() + " could not be started: " + refused.getMessage(),
                    refused);
        }
    }

    /** Runs a program to its end and returns its exit code and the last lines of its output. */
    public static Finished run(Spec spec, Duration timeout) {
        try (ChildProcess child = start(spec)) {
            child.closeInput();
            int exitCode = child.awaitExit(timeout);
            return new Finished(exitCode, child.tail());
        }
    }

    /** How a program ended. */
    public record Finished(int exitCode, List<String> tail) {
        public Finished {
            tail = List.copyOf(tail);
        }

        /** The kept output as one text. */
        public String text() {
            return String.join("\n", tail);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** The processes that it and its children have started and that run now. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code once it has ended. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** The last lines of output, oldest first. */
    public synchronized List<String> tail() {
        return List.copyOf(tail);
    }

    /**
     * Waits for a line of output, those already kept included, and returns it. Fails with
     * {@link TestkitError#CHILD_EXITED} when the output ends without it, with {@link TestkitError#CHILD_TIMEOUT} when
     * it does not come in time; both messages end with the last lines.
     */
    public String awaitOutput(Predicate<String> wanted, Duration timeout) {
        Deadline deadline = Deadline.after(timeout, Time.system());
        String line = findLine(wanted, deadline);
        if (line != null) {
            return line;
        }
        if (!hasOutputEnded()) {
            throw failure(
                    TestkitError.CHILD_TIMEOUT,
                    "did not print the line that was waited for within " + timeout.toMillis() + " ms");
        }
        int exitCode = awaitExit(GRACE);
        throw failure(TestkitError.CHILD_EXITED, "ended with exit code " + exitCode + " while it was waited for");
    }

    private synchronized @Nullable String findLine(Predicate<String> wanted, Deadline deadline) {
        long tested = 0;
        while (true) {
            long index = linesSeen - tail.size();
            for (String line : tail) {
                if (index++ >= tested && wanted.test(line)) {
                    return line;
                }
            }
            tested = linesSeen;
            long nanos = deadline.remainingNanos(Time.system());
            if (outputEnded || nanos == 0) {
                return null;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, nanos);
            } catch (InterruptedException interrupted) {
                throw interrupted();
            }
        }
    }

    /** Waits for the end and returns the exit code; fails with {@link TestkitError#CHILD_TIMEOUT}. */
    public int awaitExit(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure(TestkitError.CHILD_TIMEOUT, "did not end within " + timeout.toSeconds() + " s");
            }
            awaitPump();
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    /** A grandchild may hold the pipe open longer than the child lives: bounded, so that it cannot hold us. */
    private void awaitPump() throws InterruptedException {
        pump.join(TimeUnit.SECONDS.toMillis(2));
    }

    /** Sends a line to its standard input. Fails with {@link TestkitError#CHILD_EXITED} when nobody reads it. */
    public void sendLine(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException gone) {
            throw failure(TestkitError.CHILD_EXITED, "does not read its input any more");
        }
    }

    /** Ends its standard input. Idempotent. */
    public void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // The reader has gone, which is what closing is for.
        }
    }

    /** Kills it and all of its descendants at once, without a chance to clean up, and waits until they are gone. */
    public void kill() {
        List<ProcessHandle> tree = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
        closeInput();
        awaitExit(GRACE);
    }

    /** Ends its input, gives it ten seconds to stop by itself, then kills it and its descendants. Idempotent. */
    @Override
    public void close() {
        closeInput();
        try {
            if (process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                awaitPump();
            } else {
                kill();
            }
        } catch (InterruptedException interrupted) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted while waiting for " + spec.name());
    }

    private PenstockException failure(TestkitError error, String what) {
        List<String> lines = tail();
        List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_IN_MESSAGES), lines.size());
        return new PenstockException(
                error,
                spec.name() + " " + what
                        + (last.isEmpty()
                                ? "; it printed nothing"
                                : "; its last lines:\n  " + String.join("\n  ", last)));
    }

    private void readOutput() {
        try (BufferedReader reader =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                OutputLog log = new OutputLog(spec.log())) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                keep(line);
                log.write(line);
            }
        } catch (IOException ended) {
            keep("(output ended: " + ended.getMessage() + ")");
        } finally {
            endOutput();
        }
    }

    /** The log file. When it cannot be written the output is read on all the same, or the child would block on it. */
    private static final class OutputLog implements AutoCloseable {
        private @Nullable Writer writer;

        OutputLog(Optional<Path> file) {
            try {
                writer = file.isPresent() ? Files.newBufferedWriter(file.get()) : null;
            } catch (IOException unwritable) {
                writer = null;
            }
        }

        void write(String line) {
            if (writer == null) {
                return;
            }
            try {
                writer.write(line + "\n");
                writer.flush();
            } catch (IOException full) {
                close();
            }
        }

        @Override
        public void close() {
            try {
                if (writer != null) {
                    writer.close();
                }
            } catch (IOException full) {
                // What could be written is written.
            } finally {
                writer = null;
            }
        }
    }

    private synchronized void keep(String line) {
        if (tail.size() == spec.tailLinesMax()) {
            tail.removeFirst();
        }
        tail.addLast(line);
        linesSeen++;
        notifyAll();
    }

    private synchronized boolean hasOutputEnded() {
        return outputEnded;
    }

    private synchronized void endOutput() {
        outputEnded = true;
        notifyAll();
    }
}
