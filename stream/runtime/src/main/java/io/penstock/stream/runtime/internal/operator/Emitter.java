package io.penstock.stream.runtime.internal.operator;

import io.penstock.stream.data.Batch;

/** Takes what an operator gives. */
@FunctionalInterface
public interface Emitter {
    /** Hands a batch on, which may wait. */
    void emit(Batch batch) throws InterruptedException;
}
