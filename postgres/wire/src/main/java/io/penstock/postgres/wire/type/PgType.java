package io.penstock.postgres.wire.type;

import io.penstock.record.ValueType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The types of PostgreSQL that have codecs here, with the fixed object ids of the server's catalog. */
public enum PgType {
    BOOL(16, 1000, "boolean"),
    BYTEA(17, 1001, "bytea"),
    NAME(19, 1003, "name"),
    INT8(20, 1016, "bigint"),
    INT2(21, 1005, "smallint"),
    INT4(23, 1007, "integer"),
    TEXT(25, 1009, "text"),
    OID(26, 1028, "oid"),
    JSON(114, 199, "json"),
    FLOAT4(700, 1021, "real"),
    FLOAT8(701, 1022, "double precision"),
    /** A literal without a type, such as the column of {@code select 'a'} on old servers. */
    UNKNOWN(705, 0, "unknown"),
    INET(869, 1041, "inet"),
    BPCHAR(1042, 1014, "character"),
    VARCHAR(1043, 1015, "character varying"),
    DATE(1082, 1182, "date"),
    TIME(1083, 1183, "time"),
    TIMESTAMP(1114, 1115, "timestamp"),
    TIMESTAMPTZ(1184, 1185, "timestamp with time zone"),
    NUMERIC(1700, 1231, "numeric"),
    UUID(2950, 2951, "uuid"),
    JSONB(3802, 3807, "jsonb");

    private static final Map<Integer, PgType> BY_OID = new HashMap<>();
    private static final Map<Integer, PgType> BY_ARRAY_OID = new HashMap<>();

    static {
        for (PgType type : values()) {
            BY_OID.put(type.oid, type);
            if (type.arrayOid != 0) {
                BY_ARRAY_OID.put(type.arrayOid, type);
            }
        }
    }

    private final int oid;
    private final int arrayOid;
    private final String sqlName;

    PgType(int oid, int arrayOid, String sqlName) {
        this.oid = oid;
        this.arrayOid = arrayOid;
        this.sqlName = sqlName;
    }

    /** The object id of the type. */
    public int oid() {
        return oid;
    }

    /** The object id of arrays of the type; 0 when there are none. */
    public int arrayOid() {
        return arrayOid;
    }

    /** The name in SQL. */
    public String sqlName() {
        return sqlName;
    }

    /** The type with this object id, if it is one of these. */
    public static Optional<PgType> of(int oid) {
        return Optional.ofNullable(BY_OID.get(oid));
    }

    /** The element type of the array type with this object id, if it is one of these. */
    public static Optional<PgType> ofArray(int arrayOid) {
        return Optional.ofNullable(BY_ARRAY_OID.get(arrayOid));
    }

    /** The column type of a record component, the one that {@link ValueType#postgresName()} names. */
    public static Optional<PgType> of(ValueType type) {
        return switch (type) {
            case BOOLEAN -> Optional.of(BOOL);
            case TINYINT, SMALLINT -> Optional.of(INT2);
            case INT -> Optional.of(INT4);
            case BIGINT -> Optional.of(INT8);
            case VARINT, DECIMAL -> Optional.of(NUMERIC);
            case FLOAT -> Optional.of(FLOAT4);
            case DOUBLE -> Optional.of(FLOAT8);
            case TEXT -> Optional.of(TEXT);
            case BYTES -> Optional.of(BYTEA);
            case UUID -> Optional.of(UUID);
            case DATE -> Optional.of(DATE);
            case TIME -> Optional.of(TIME);
            case TIMESTAMP -> Optional.of(TIMESTAMPTZ);
            case INET -> Optional.of(INET);
            case LIST, SET, MAP, RECORD -> Optional.empty();
        };
    }
}
