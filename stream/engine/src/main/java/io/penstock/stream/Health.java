package io.penstock.stream;

import io.penstock.PenstockException;
import java.util.List;
import java.util.Optional;

/** Whether all parts of a database work. Immutable. */
public record Health(List<Part> parts) {
    public Health {
        parts = List.copyOf(parts);
    }

    /** How a part is. */
    public enum Status {
        RUNNING,
        /** It does not get on at present and tries again. */
        RETRYING,
        /** It has stopped for good. */
        FAILED
    }

    /** A stream, view or sink. */
    public record Part(ObjectKind kind, String name, Status status, Optional<PenstockException> failure) {}

    public boolean isHealthy() {
        return parts.stream().allMatch(part -> part.status() == Status.RUNNING);
    }

    /** The parts that do not run. */
    public List<Part> problems() {
        return parts.stream().filter(part -> part.status() != Status.RUNNING).toList();
    }
}
