package io.penstock.connector.cassandra;

import io.penstock.documents.driver.CqlType;
import io.penstock.stream.data.DataType;
import java.util.Optional;

/** The stream type that a column's type is described by. */
final class StreamTypes {
    private static final int SCALE_DEFAULT = 9;

    private StreamTypes() {}

    static Optional<DataType> of(CqlType type) {
        return switch (type) {
            case CqlType.Scalar scalar -> of(scalar);
            case CqlType.ListOf list -> of(list.element()).map(DataType.Array::new);
            case CqlType.SetOf set -> of(set.element()).map(DataType.Array::new);
            case CqlType.MapOf map ->
                of(map.key()).flatMap(key -> of(map.value()).map(value -> new DataType.MapOf(key, value)));
            case CqlType.UserType none -> Optional.empty();
            case CqlType.Tuple none -> Optional.empty();
            case CqlType.Vector vector -> of(vector.element()).map(DataType.Array::new);
            case CqlType.Other none -> Optional.empty();
        };
    }

    private static Optional<DataType> of(CqlType.Scalar type) {
        return switch (type) {
            case BOOLEAN -> Optional.of(DataType.BOOLEAN);
            case TINYINT -> Optional.of(DataType.TINYINT);
            case SMALLINT -> Optional.of(DataType.SMALLINT);
            case INT -> Optional.of(DataType.INTEGER);
            case BIGINT, COUNTER -> Optional.of(DataType.BIGINT);
            case FLOAT -> Optional.of(DataType.REAL);
            case DOUBLE -> Optional.of(DataType.DOUBLE);
            case VARINT -> Optional.of(new DataType.Decimal(DataType.Decimal.PRECISION_MAX, 0));
            case DECIMAL -> Optional.of(new DataType.Decimal(DataType.Decimal.PRECISION_MAX, SCALE_DEFAULT));
            case TEXT, ASCII, UUID, TIMEUUID -> Optional.of(DataType.VARCHAR);
            case BLOB -> Optional.of(DataType.VARBINARY);
            case DATE -> Optional.of(DataType.DATE);
            case TIME -> Optional.of(DataType.TIME);
            case TIMESTAMP -> Optional.of(DataType.TIMESTAMP);
            case INET, DURATION -> Optional.empty();
        };
    }
}
