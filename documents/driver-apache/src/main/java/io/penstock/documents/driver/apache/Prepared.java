package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.session.Session;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.Unset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A prepared statement with the codecs of its markers and of its result, found once. Immutable. */
final class Prepared {
    private final PreparedStatement statement;
    private final ColumnCoder[] markers;
    private final ResultShape result;

    Prepared(PreparedStatement statement, Session session) {
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

    ResultShape result() {
        return result;
    }

    BoundStatementBuilder bind(List<@Nullable Object> values) {
        if (values.size() != markers.length) {
            throw new DocumentsException(
                    DocumentsError.WRONG_TYPE,
                    "the statement has " + markers.length + " markers, got " + values.size() + " values: "
                            + statement.getQuery());
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
    BoundStatement boundTo(List<@Nullable Object> values) {
        return bind(values).build();
    }
}
