package io.penstock.record;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one table from Java types to the column types of the three engines. An engine that has no type for a row says so
 * by {@code null} turned into {@link Optional#empty()}, and refuses the record that asks for it.
 *
 * <p>Ranges and precisions: Cassandra's {@code timestamp} holds milliseconds, PostgreSQL's and the stream's hold
 * microseconds; Cassandra's {@code time} holds nanoseconds, the others microseconds. A finer value is an error unless
 * the component says {@link Truncate}.
 */
public enum ValueType {
    BOOLEAN("boolean", "boolean", "BOOLEAN"),
    TINYINT("tinyint", "smallint", "TINYINT"),
    SMALLINT("smallint", "smallint", "SMALLINT"),
    INT("int", "integer", "INTEGER"),
    BIGINT("bigint", "bigint", "BIGINT"),
    VARINT("varint", "numeric", "DECIMAL(38, 0)"),
    FLOAT("float", "real", "REAL"),
    DOUBLE("double", "double precision", "DOUBLE"),
    DECIMAL("decimal", "numeric", "DECIMAL(38, 9)"),
    TEXT("text", "text", "VARCHAR"),
    BYTES("blob", "bytea", "VARBINARY"),
    UUID("uuid", "uuid", "VARCHAR"),
    DATE("date", "date", "DATE"),
    TIME("time", "time", "TIME"),
    TIMESTAMP("timestamp", "timestamp with time zone", "TIMESTAMP"),
    INET("inet", "inet", null),
    LIST("list", null, "ARRAY"),
    SET("set", null, null),
    MAP("map", null, "MAP"),
    RECORD("frozen", null, "ROW");

    private final String cqlName;
    private final @Nullable String postgresName;
    private final @Nullable String streamName;

    ValueType(String cqlName, @Nullable String postgresName, @Nullable String streamName) {
        this.cqlName = cqlName;
        this.postgresName = postgresName;
        this.streamName = streamName;
    }

    /** The CQL type; for collections and records only the outer word. */
    public String cqlName() {
        return cqlName;
    }

    /** The PostgreSQL type, if there is one. */
    public Optional<String> postgresName() {
        return Optional.ofNullable(postgresName);
    }

    /** The stream SQL type, if there is one. */
    public Optional<String> streamName() {
        return Optional.ofNullable(streamName);
    }

    /** The type of a Java type, seen through {@code Optional}; empty when there is no row for it. */
    public static Optional<ValueType> of(Type javaType) {
        if (javaType instanceof ParameterizedType generic) {
            if (generic.getRawType() == Optional.class) {
                return of(generic.getActualTypeArguments()[0]);
            }
            return of(generic.getRawType());
        }
        if (!(javaType instanceof Class<?> type)) {
            return Optional.empty();
        }
        ValueType simple = SIMPLE.get(type);
        if (simple != null) {
            return Optional.of(simple);
        }
        if (type.isEnum()) {
            return Optional.of(TEXT);
        }
        return type.isRecord() ? Optional.of(RECORD) : Optional.empty();
    }

    private static final Map<Class<?>, ValueType> SIMPLE = Map.ofEntries(
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(byte.class, TINYINT),
            Map.entry(Byte.class, TINYINT),
            Map.entry(short.class, SMALLINT),
            Map.entry(Short.class, SMALLINT),
            Map.entry(int.class, INT),
            Map.entry(Integer.class, INT),
            Map.entry(OptionalInt.class, INT),
            Map.entry(long.class, BIGINT),
            Map.entry(Long.class, BIGINT),
            Map.entry(OptionalLong.class, BIGINT),
            Map.entry(BigInteger.class, VARINT),
            Map.entry(float.class, FLOAT),
            Map.entry(Float.class, FLOAT),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE),
            Map.entry(OptionalDouble.class, DOUBLE),
            Map.entry(BigDecimal.class, DECIMAL),
            Map.entry(String.class, TEXT),
            Map.entry(byte[].class, BYTES),
            Map.entry(ByteBuffer.class, BYTES),
            Map.entry(java.util.UUID.class, UUID),
            Map.entry(LocalDate.class, DATE),
            Map.entry(LocalTime.class, TIME),
            Map.entry(Instant.class, TIMESTAMP),
            Map.entry(InetAddress.class, INET),
            Map.entry(List.class, LIST),
            Map.entry(Set.class, SET),
            Map.entry(Map.class, MAP));
}
