package io.penstock.postgres.internal;

import java.util.ArrayList;
import java.util.List;

/** What is to be done when a lane's lock is free: callers' continuations run in it. Confined to one thread. */
final class Afterwards {
    private final List<Runnable> steps = new ArrayList<>(4);

    void add(Runnable step) {
        steps.add(step);
    }

    void fail(LaneCall<?> call, Throwable failure) {
        steps.add(() -> call.operation().fail(failure));
    }

    void run() {
        steps.forEach(Runnable::run);
    }
}
