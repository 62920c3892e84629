package io.penstock.stream.data;

import java.util.List;

/**
 * The type of a column in the stream engine. Each type is kept in one of four {@linkplain Storage storages}, so kernels
 * are written four times and not twenty.
 */
public sealed interface DataType {
    DataType BOOLEAN = Simple.BOOLEAN;
    DataType TINYINT = Simple.TINYINT;
    DataType SMALLINT = Simple.SMALLINT;
    DataType INTEGER = Simple.INTEGER;
    DataType BIGINT = Simple.BIGINT;
    DataType REAL = Simple.REAL;
    DataType DOUBLE = Simple.DOUBLE;
    DataType VARCHAR = Simple.VARCHAR;
    DataType VARBINARY = Simple.VARBINARY;
    DataType DATE = Simple.DATE;
    DataType TIME = Simple.TIME;
    DataType TIMESTAMP = Simple.TIMESTAMP;
    DataType INTERVAL = Simple.INTERVAL;

    /** How the values lie in memory. */
    Storage storage();

    /** The SQL spelling, for example {@code DECIMAL(38, 9)}. */
    String sql();

    /** How values lie in memory. */
    enum Storage {
        /**
         * {@code long[]}: all integers, booleans (0, 1), dates (days), times, timestamps and intervals (microseconds).
         */
        LONG,
        /** {@code double[]}: REAL (rounded to float) and DOUBLE. */
        DOUBLE,
        /** Codes into a {@link Dictionary}. */
        TEXT,
        /** {@code Object[]}: decimals, bytes, arrays, maps and rows. */
        OBJECT
    }

    /** The types without parameters. */
    enum Simple implements DataType {
        BOOLEAN(Storage.LONG),
        TINYINT(Storage.LONG),
        SMALLINT(Storage.LONG),
        INTEGER(Storage.LONG),
        BIGINT(Storage.LONG),
        REAL(Storage.DOUBLE),
        DOUBLE(Storage.DOUBLE),
        VARCHAR(Storage.TEXT),
        VARBINARY(Storage.OBJECT),
        /** Days since 1970-01-01. */
        DATE(Storage.LONG),
        /** Microseconds of the day. */
        TIME(Storage.LONG),
        /** Microseconds since 1970-01-01T00:00:00Z. */
        TIMESTAMP(Storage.LONG),
        /** A length of time in microseconds; months and years are not lengths and are refused. */
        INTERVAL(Storage.LONG);

        private final Storage storage;

        Simple(Storage storage) {
            this.storage = storage;
        }

        @Override
        public Storage storage() {
            return storage;
        }

        @Override
        public String sql() {
            return name();
        }
    }

    /** An exact number, as {@link java.math.BigDecimal} of this scale. */
    record Decimal(int precision, int scale) implements DataType {
        public static final int PRECISION_MAX = 38;

        public Decimal {
            if (precision < 1 || precision > PRECISION_MAX || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("DECIMAL(" + precision + ", " + scale
                        + ") is not between DECIMAL(1, 0)" + " and DECIMAL(38, 38)");
            }
        }

        @Override
        public Storage storage() {
            return Storage.OBJECT;
        }

        @Override
        public String sql() {
            return "DECIMAL(" + precision + ", " + scale + ")";
        }
    }

    /** A list of values, as an immutable {@link List} of boxed values. */
    record Array(DataType element) implements DataType {
        @Override
        public Storage storage() {
            return Storage.OBJECT;
        }

        @Override
        public String sql() {
            return element.sql() + " ARRAY";
        }
    }

    /** A map, as an immutable {@link java.util.Map} of boxed values. */
    record MapOf(DataType key, DataType value) implements DataType {
        @Override
        public Storage storage() {
            return Storage.OBJECT;
        }

        @Override
        public String sql() {
            return "MAP<" + key.sql() + ", " + value.sql() + ">";
        }
    }

    /** Named fields, as an immutable {@link List} of boxed values in field order. */
    record Row(List<Field> fields) implements DataType {
        public Row {
            fields = List.copyOf(fields);
        }

        @Override
        public Storage storage() {
            return Storage.OBJECT;
        }

        @Override
        public String sql() {
            StringBuilder out = new StringBuilder("ROW(");
            for (Field field : fields) {
                out.append(out.length() == 4 ? "" : ", ").append(field);
            }
            return out.append(')').toString();
        }
    }
}
