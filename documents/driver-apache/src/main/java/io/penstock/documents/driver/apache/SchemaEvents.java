package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.metadata.schema.SchemaChangeListenerBase;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.ViewMetadata;
import com.datastax.oss.driver.api.core.type.UserDefinedType;

/**
 * Hears that the columns of a statement's result may be others now. Before protocol 5 a server does not say so with the
 * answer, and the library goes on to read the new rows by the old columns. Thread-safe.
 */
final class SchemaEvents extends SchemaChangeListenerBase {
    private volatile Runnable changed = () -> {};

    /** Who is told from now on, on a thread of the library: it must not block. */
    void tell(Runnable whoIsTold) {
        changed = whoIsTold;
    }

    @Override
    public void onTableDropped(TableMetadata table) {
        changed.run();
    }

    @Override
    public void onTableUpdated(TableMetadata current, TableMetadata previous) {
        changed.run();
    }

    @Override
    public void onViewDropped(ViewMetadata view) {
        changed.run();
    }

    @Override
    public void onViewUpdated(ViewMetadata current, ViewMetadata previous) {
        changed.run();
    }

    @Override
    public void onUserDefinedTypeDropped(UserDefinedType type) {
        changed.run();
    }

    @Override
    public void onUserDefinedTypeUpdated(UserDefinedType current, UserDefinedType previous) {
        changed.run();
    }

    @Override
    public void close() {}
}
