package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.session.Session;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.penstock.Nearest;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.PreparedDescription;
import io.penstock.documents.driver.Unset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement with the codecs of its markers and of its result, found once. When the server says that it does
 * not fit the table any more, the table was dropped and made again, or changed; nothing ran, so preparing anew and
 * sending again is safe, once. Thread-safe.
 */
final class Prepared implements Sending {
    private final ApacheDriver driver;
    private final PreparedStatement statement;
    private final ColumnCoder[] markers;
    /** Of the last answer: after a change of the table the columns are others, from then on. */
    private volatile ResultShape result;

    Prepared(PreparedStatement statement, ApacheDriver driver) {
        Session session = driver.session();
        this.driver = driver;
        CodecRegistry codecs = session.getContext().getCodecRegistry();
        ProtocolVersion version = session.getContext().getProtocolVersion();
        this.statement = statement;
        ColumnDefinitions variables = statement.getVariableDefinitions();
        this.markers = new ColumnCoder[variables.size()];
        for (int i = 0; i < markers.length; i++) {
            markers[i] = new ColumnCoder(variables.get(i), codecs, version);
        }
        this.result = new ResultShape(statement.getResultSetDefinitions(), codecs, version);
    }

    @Override
    public CqlPage page(AsyncResultSet answer) {
        ResultShape shape = result;
        if (!shape.fits(answer)) {
            shape = driver.shape(answer);
            result = shape;
        }
        return shape.page(answer);
    }

    @Override
    public boolean isSentAgain(Exchange exchange, Throwable error) {
        return ApacheErrors.isStale(error) && driver.isPreparedAgain(exchange, this);
    }

    PreparedDescription description() {
        List<CqlColumn> described = new ArrayList<>();
        for (ColumnDefinition marker : statement.getVariableDefinitions()) {
            described.add(new CqlColumn(marker.getName().asInternal(), ApacheTypes.of(marker.getType())));
        }
        return new PreparedDescription(described, statement.getPartitionKeyIndices(), result.columns());
    }

    BoundStatementBuilder bind(CqlStatement given) {
        return given.names().isEmpty() ? bind(given.values()) : bind(byPosition(given));
    }

    /** The values in the order of the markers. A marker that occurs several times gets its value each time. */
    private List<@Nullable Object> byPosition(CqlStatement given) {
        List<@Nullable Object> ordered = new ArrayList<>();
        List<String> unused = new ArrayList<>(given.names());
        List<String> known = new ArrayList<>();
        for (ColumnDefinition marker : statement.getVariableDefinitions()) {
            String name = marker.getName().asInternal();
            int at = given.names().indexOf(name);
            if (at < 0) {
                throw wrongValues("marker '" + name + "' has no value, only " + given.names() + " have");
            }
            unused.remove(name);
            known.add(name);
            ordered.add(given.values().get(at));
        }
        if (!unused.isEmpty()) {
            String name = unused.getFirst();
            throw wrongValues(
                    "the statement has no marker '" + name + "'" + Nearest.hint(name, known) + ", only " + known);
        }
        return ordered;
    }

    private DocumentsException wrongValues(String what) {
        return new DocumentsException(DocumentsError.WRONG_VALUES, what + ": " + statement.getQuery());
    }

    private BoundStatementBuilder bind(List<@Nullable Object> values) {
        if (values.size() != markers.length) {
            throw wrongValues("the statement has " + markers.length + " markers, got " + values.size() + " values");
        }
        BoundStatementBuilder bound = statement.boundStatementBuilder();
        for (int i = 0; i < markers.length; i++) {
            Object value = values.get(i);
            if (value == null) {
                bound = bound.setToNull(i);
            } else if (value != Unset.INSTANCE) {
                bound = bound.setBytesUnsafe(i, markers[i].encode(value));
            }
        }
        return bound;
    }

    /** For a batch, whose options are its own. */
    BoundStatement boundTo(CqlStatement given) {
        return bind(given).build();
    }
}
