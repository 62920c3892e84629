package io.penstock.postgres.internal;

import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.ErrorFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lane has sent and waits to be answered by one ReadyForQuery. Guarded by the lane's lock, but for what is said.
 */
sealed interface Slot {
    Fate fate();

    /** What happened to it since it was sent. */
    final class Fate {
        private boolean exposed;
        private boolean unwanted;

        /** Whether a cancel was under way meanwhile, so that it may have been hit instead of another. */
        boolean isExposed() {
            return exposed;
        }

        void expose() {
            exposed = true;
        }

        /** Nobody wants its answer any more; it is to be cancelled once it is the oldest. */
        void markUnwanted() {
            unwanted = true;
        }

        boolean isUnwanted() {
            return unwanted;
        }
    }

    /** A statement being run. Its exchange is confined to the reader. */
    final class Run<T> implements Slot {
        private final LaneCall<T> call;
        private final Exchange<T> exchange;
        private final Fate fate = new Fate();

        Run(LaneCall<T> call, Prepared prepared) {
            this.call = call;
            this.exchange = new Exchange<>(prepared, call.request().targets().get());
        }

        LaneCall<T> call() {
            return call;
        }

        Exchange<T> exchange() {
            return exchange;
        }

        @Override
        public Fate fate() {
            return fate;
        }

        /** Ends the call with what the server answered. */
        void settle() {
            T result;
            try {
                result = exchange.result();
            } catch (Throwable failed) {
                call.operation().fail(failed);
                return;
            }
            call.operation().succeed(result);
        }
    }

    /** Several reads under one Sync. Which of them is being answered is confined to the reader until all are. */
    final class Group implements Slot {
        /** The server keeps their results until the Sync: not too many. */
        static final int MAX = 64;

        private final List<Run<?>> runs = new ArrayList<>();
        private final Fate fate = new Fate();
        private int answered;
        private @Nullable ErrorFields lateError;

        List<Run<?>> runs() {
            return runs;
        }

        /** How many have run to their end. */
        int answered() {
            return answered;
        }

        /** What ended the group behind its last statement. */
        @Nullable
        ErrorFields lateError() {
            return lateError;
        }

        /** Takes in a message other than ReadyForQuery. */
        void on(BackendMessage message) {
            if (answered == runs.size()) {
                if (!(message instanceof BackendMessage.ErrorResponse failed)) {
                    throw Errors.unexpected(message);
                }
                lateError = failed.fields();
                return;
            }
            runs.get(answered).exchange().on(message);
            if (message instanceof BackendMessage.CommandComplete
                    || message instanceof BackendMessage.EmptyQueryResponse) {
                answered++;
            }
        }

        @Override
        public Fate fate() {
            return fate;
        }
    }

    /** A statement being prepared, and the calls that wait for it. Its description is confined to the reader. */
    final class Preparing implements Slot {
        private final String name;
        private final String sql;
        private final Prepared.Description description = new Prepared.Description();
        private final List<LaneCall<?>> waiting = new ArrayList<>();
        private final Fate fate = new Fate();
        private @Nullable ErrorFields error;

        Preparing(String name, String sql) {
            this.name = name;
            this.sql = sql;
        }

        String sql() {
            return sql;
        }

        List<LaneCall<?>> waiting() {
            return waiting;
        }

        Prepared.Description description() {
            return description;
        }

        Prepared prepared() {
            return description.prepared(name, sql);
        }

        @Nullable
        ErrorFields error() {
            return error;
        }

        void failed(ErrorFields fields) {
            error = fields;
        }

        @Override
        public Fate fate() {
            return fate;
        }
    }
}
