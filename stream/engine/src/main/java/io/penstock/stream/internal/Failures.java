package io.penstock.stream.internal;

import io.penstock.Nearest;
import io.penstock.PenstockException;
import io.penstock.Position;
import io.penstock.stream.ObjectKind;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The database's failures, worded in one place. */
final class Failures {
    private Failures() {}

    static StreamException closed() {
        return new StreamException(StreamError.CLOSED, "the database is closed");
    }

    /** Throws a failure that was kept, with the caller's stack. */
    static void rethrow(PenstockException kept) {
        throw kept.copy();
    }

    /** What a thread that worked for the caller has failed with, with the caller's stack where that is possible. */
    static RuntimeException ofWorker(ExecutionException failed) {
        return switch (failed.getCause()) {
            case PenstockException known -> known.copy();
            case RuntimeException other -> other;
            case null, default -> new StreamException(StreamError.INTERNAL, "unexpected failure: " + failed, failed);
        };
    }

    static StreamException exists(ObjectKind kind, String name) {
        return new StreamException(
                StreamError.EXISTS,
                "there is already a " + kind.words() + " '" + name
                        + "'; drop it, take another name, or say IF NOT EXISTS");
    }

    static StreamException notFound(String what, String name, Collection<String> known) {
        return new StreamException(
                StreamError.NOT_FOUND,
                "there is no " + what + " '" + name + "'"
                        + (known.isEmpty() ? "" : "; there are " + String.join(", ", known))
                        + Nearest.hint(name, known));
    }

    static StreamException otherKind(Node node, ObjectKind wanted) {
        return new StreamException(
                StreamError.NOT_FOUND,
                "'" + node.name() + "' is a " + node.id().kind().words() + ", not a " + wanted.words());
    }

    /** Something is in use; {@code at} is where it is named, if it is named. */
    static StreamException dependants(Node node, List<Node> dependants, @Nullable Position at) {
        return new StreamException(
                StreamError.QUERY_FAILED,
                (at == null ? "" : at + ": ") + node.id().kind().words() + " '" + node.name()
                        + "' cannot be dropped: it is read by "
                        + String.join(
                                ", ",
                                dependants.stream()
                                        .map(reader -> reader.id().kind().words() + " '" + reader.name() + "'")
                                        .toList())
                        + "; drop them first, or say CASCADE",
                at,
                null);
    }

    static StreamException unknownConnection(String name, Collection<String> known) {
        return new StreamException(
                StreamError.QUERY_FAILED,
                "there is no connection '" + name + "'; "
                        + (known.isEmpty()
                                ? "none is registered: give it to Database.builder().connection(…)"
                                : "registered are " + String.join(", ", known))
                        + Nearest.hint(name, known));
    }

    static StreamException notAQuery(String what) {
        return new StreamException(
                StreamError.QUERY_FAILED, what + " has no rows to return; use execute() for it instead of query()");
    }
}
