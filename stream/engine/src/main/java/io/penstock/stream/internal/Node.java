package io.penstock.stream.internal;

import io.penstock.PenstockException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.sql.Relation;
import java.util.List;
import java.util.Optional;

/** An object of the catalog, running. */
sealed interface Node permits Node.Queryable, SinkNode {
    NodeId id();

    default String name() {
        return id().name();
    }

    /** The names of the relations that it reads. */
    default List<String> reads() {
        return List.of();
    }

    /** Why it has stopped for good, if it has. */
    default Optional<PenstockException> failure() {
        return Optional.empty();
    }

    /** Stops it; its threads have ended when this returns. Idempotent. */
    void close();

    /** An object that can stand in FROM. */
    sealed interface Queryable extends Node permits Live, LookupNode {
        Relation relation();

        /** The rows that a query sees now. */
        List<Batch> present();
    }

    /** A relation that emits. */
    sealed interface Live extends Queryable permits SourceNode, StreamNode {
        Fanout fanout();
    }
}
