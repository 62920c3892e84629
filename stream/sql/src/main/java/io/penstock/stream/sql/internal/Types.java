package io.penstock.stream.sql.internal;

import io.penstock.Nearest;
import io.penstock.PenstockException;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DataType.Decimal;
import io.penstock.stream.sql.SqlError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCollectionTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlTypeNameSpec;

/** Type names to types, and what can be said of types. */
final class Types {
    static final Decimal DECIMAL_DEFAULT = new Decimal(38, 9);
    private static final int QUOTIENT_SCALE_MIN = 6;

    private static final Map<String, DataType> BY_NAME = byName();
    private static final List<DataType> INTEGERS =
            List.of(DataType.TINYINT, DataType.SMALLINT, DataType.INTEGER, DataType.BIGINT);

    private Types() {}

    private static Map<String, DataType> byName() {
        Map<String, DataType> types = new TreeMap<>();
        for (DataType.Simple type : DataType.Simple.values()) {
            types.put(type.name(), type);
        }
        types.put("INT", DataType.INTEGER);
        types.put("INT2", DataType.SMALLINT);
        types.put("INT4", DataType.INTEGER);
        types.put("INT8", DataType.BIGINT);
        types.put("LONG", DataType.BIGINT);
        types.put("FLOAT", DataType.REAL);
        types.put("FLOAT4", DataType.REAL);
        types.put("FLOAT8", DataType.DOUBLE);
        types.put("BOOL", DataType.BOOLEAN);
        types.put("CHAR", DataType.VARCHAR);
        types.put("TEXT", DataType.VARCHAR);
        types.put("STRING", DataType.VARCHAR);
        types.put("JSON", DataType.VARCHAR);
        types.put("JSONB", DataType.VARCHAR);
        types.put("UUID", DataType.VARCHAR);
        types.put("BINARY", DataType.VARBINARY);
        types.put("BYTEA", DataType.VARBINARY);
        types.put("BLOB", DataType.VARBINARY);
        types.put("BYTES", DataType.VARBINARY);
        types.put("DECIMAL", DECIMAL_DEFAULT);
        types.put("NUMERIC", DECIMAL_DEFAULT);
        types.remove("INTERVAL");
        return types;
    }

    /** The type that a statement names. */
    static DataType of(SqlDataTypeSpec spec, Problems problems) {
        SqlTypeNameSpec name = spec.getTypeNameSpec();
        if (name instanceof SqlCollectionTypeNameSpec) {
            throw problems.at(
                    spec, SqlError.INVALID_SCHEMA, "arrays and multisets cannot be columns yet; keep them as VARCHAR");
        }
        String text = name.getTypeName().names.getLast();
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.endsWith("_WITH_LOCAL_TIME_ZONE") || upper.endsWith("_TZ")) {
            throw problems.at(
                    spec,
                    SqlError.INVALID_SCHEMA,
                    "there is no type with a time zone; TIMESTAMP is a moment on the UTC time line");
        }
        DataType type = BY_NAME.get(upper);
        if (type == null) {
            throw problems.at(
                    spec,
                    SqlError.INVALID_SCHEMA,
                    "there is no type '" + text + "'" + Nearest.hint(upper, BY_NAME.keySet()));
        }
        if (type instanceof Decimal && name instanceof SqlBasicTypeNameSpec basic && basic.getPrecision() >= 0) {
            return decimal(spec, basic, problems);
        }
        return type;
    }

    private static Decimal decimal(SqlDataTypeSpec spec, SqlBasicTypeNameSpec name, Problems problems) {
        int scale = name.getScale() == RelDataType.SCALE_NOT_SPECIFIED ? 0 : name.getScale();
        if (name.getPrecision() < 1 || name.getPrecision() > Decimal.PRECISION_MAX || scale > name.getPrecision()) {
            throw problems.at(
                    spec,
                    SqlError.INVALID_SCHEMA,
                    "DECIMAL(" + name.getPrecision() + ", " + scale + ") is not possible; precision goes from 1 to "
                            + Decimal.PRECISION_MAX + " and scale from 0 to the precision");
        }
        return new Decimal(name.getPrecision(), scale);
    }

    static boolean isInteger(DataType type) {
        return INTEGERS.contains(type);
    }

    static boolean isApproximate(DataType type) {
        return type.equals(DataType.REAL) || type.equals(DataType.DOUBLE);
    }

    static boolean isNumeric(DataType type) {
        return isInteger(type) || isApproximate(type) || type instanceof Decimal;
    }

    static boolean isTemporal(DataType type) {
        return type.equals(DataType.TIMESTAMP) || type.equals(DataType.DATE) || type.equals(DataType.TIME);
    }

    /** Whether values have an order that MIN, ORDER BY and &lt; can use. */
    static boolean isOrdered(DataType type) {
        return type instanceof Decimal || (type instanceof DataType.Simple && !type.equals(DataType.VARBINARY));
    }

    /** The type that holds the values of both numeric types. */
    static DataType wider(DataType a, DataType b) {
        if (a.equals(b)) {
            return a;
        }
        if (isApproximate(a) || isApproximate(b)) {
            return DataType.DOUBLE;
        }
        if (isInteger(a) && isInteger(b)) {
            return INTEGERS.get(Math.max(INTEGERS.indexOf(a), INTEGERS.indexOf(b)));
        }
        Decimal x = decimalOf(a);
        Decimal y = decimalOf(b);
        int scale = Math.max(x.scale(), y.scale());
        int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
        return bounded(whole, scale);
    }

    /** The DECIMAL that holds all values of an exact type. */
    static Decimal decimalOf(DataType type) {
        return switch (type) {
            case Decimal decimal -> decimal;
            case DataType.Simple simple ->
                switch (simple) {
                    case TINYINT -> new Decimal(3, 0);
                    case SMALLINT -> new Decimal(5, 0);
                    case INTEGER -> new Decimal(10, 0);
                    default -> new Decimal(19, 0);
                };
            default -> throw new IllegalArgumentException(type.sql() + " is not exact");
        };
    }

    static Decimal sum(Decimal a, Decimal b) {
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        return bounded(whole + 1, Math.max(a.scale(), b.scale()));
    }

    static Decimal product(Decimal a, Decimal b) {
        return bounded(a.precision() - a.scale() + b.precision() - b.scale(), a.scale() + b.scale());
    }

    static Decimal quotient(Decimal a, Decimal b) {
        return bounded(
                a.precision() - a.scale() + b.scale(), Math.max(QUOTIENT_SCALE_MIN, a.scale() + b.precision() + 1));
    }

    /** As many digits as there is room for; whole digits first, but some of the fraction always stays. */
    private static Decimal bounded(int whole, int scale) {
        int kept = Math.min(scale, Math.max(Decimal.PRECISION_MAX - whole, Math.min(scale, QUOTIENT_SCALE_MIN)));
        return new Decimal(Math.clamp(whole + kept, 1, Decimal.PRECISION_MAX), Math.min(kept, Decimal.PRECISION_MAX));
    }

    static PenstockException mismatch(Problems problems, org.apache.calcite.sql.SqlNode at, String message) {
        return problems.at(at, SqlError.TYPE_MISMATCH, message);
    }
}
