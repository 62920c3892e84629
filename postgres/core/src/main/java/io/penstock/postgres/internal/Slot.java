package io.penstock.postgres.internal;

import io.penstock.postgres.wire.ErrorFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a lane has sent and waits to be answered, one per Sync. Guarded by the lane's lock, but for what is said. */
sealed interface Slot {
    /** Whether a cancel was under way while this was unanswered, so that it may have been hit instead of another. */
    boolean exposed();

    void expose();

    /** A statement being run. Its exchange is confined to the reader. */
    final class Run<T> implements Slot {
        private final LaneCall<T> call;
        private final Exchange<T> exchange;
        private boolean exposed;
        private boolean unwanted;

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

        /** Its caller has given up; it is to be cancelled once it is the oldest. */
        void markUnwanted() {
            unwanted = true;
        }

        boolean isUnwanted() {
            return unwanted;
        }

        @Override
        public boolean exposed() {
            return exposed;
        }

        @Override
        public void expose() {
            exposed = true;
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

    /** A statement being prepared, and the calls that wait for it. Its description is confined to the reader. */
    final class Preparing implements Slot {
        private final String name;
        private final String sql;
        private final Prepared.Description description = new Prepared.Description();
        private final List<LaneCall<?>> waiting = new ArrayList<>();
        private @Nullable ErrorFields error;
        private boolean exposed;

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
        public boolean exposed() {
            return exposed;
        }

        @Override
        public void expose() {
            exposed = true;
        }
    }
}
