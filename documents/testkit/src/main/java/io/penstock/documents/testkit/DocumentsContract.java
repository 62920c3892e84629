package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Replication;
import io.penstock.documents.Repository;
import io.penstock.documents.driver.CqlDriver;
import java.util.Locale;
import java.util.Objects;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** What the contracts share: documents on the driver under test, and a keyspace for each contract class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DocumentsContract {
    private static final int NAME_MAX = 40;

    private @Nullable Documents documents;
    private @Nullable DocumentSession session;

    /** A connected driver of its own for this class; it is closed at the end. */
    protected abstract CqlDriver newDriver();

    @BeforeAll
    void openDocuments() {
        Documents opened = Documents.over(newDriver()).open();
        String name = getClass().getSimpleName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
        DocumentSession made = opened.session("k_" + name.substring(0, Math.min(NAME_MAX, name.length())));
        documents = opened;
        session = made;
        made.schema().createKeyspace(Replication.simple(1));
    }

    @AfterAll
    void closeDocuments() {
        documents().close();
    }

    /** The documents under test. */
    protected final Documents documents() {
        return Objects.requireNonNull(documents);
    }

    /** A session for this class's keyspace, which exists. */
    protected final DocumentSession session() {
        return Objects.requireNonNull(session);
    }

    /** A repository of this class's keyspace that is called in a certain way. */
    @SuppressWarnings("unchecked") // the class of an interface says nothing of its type arguments
    final <E> Repository<E> repository(Class<E> entity, Calls calls) {
        return calls.of(Repository.class, session().repository(entity));
    }

    /** Runs what must fail, and that with this code. */
    static void refused(DocumentsError expected, ThrowingCallable call, String... messages) {
        AbstractThrowableAssert<?, ?> thrown = assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(expected));
        for (String message : messages) {
            thrown.hasMessageContaining(message);
        }
    }
}
