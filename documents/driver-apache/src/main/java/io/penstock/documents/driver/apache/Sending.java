package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import io.penstock.documents.driver.CqlPage;

/** What was sent for an exchange: how its answer is read, and whether it may be sent once more. Thread-safe. */
interface Sending {
    CqlPage page(AsyncResultSet result);

    /** Takes a failure over by sending again, or leaves it. */
    boolean isSentAgain(Exchange exchange, Throwable error);
}
