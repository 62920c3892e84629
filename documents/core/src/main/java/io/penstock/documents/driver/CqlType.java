package io.penstock.documents.driver;

import io.penstock.documents.value.CqlDuration;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A CQL type, and the one Java class by which its values travel between Penstock and a driver. Immutable.
 *
 * <p>Collections travel as {@link List}, {@link Set} and {@link Map} of such values without nulls, user-defined types
 * as {@link UserTypeValue}, tuples and vectors as {@link List}.
 */
public sealed interface CqlType {
    /** The type in CQL, for example {@code map<text, frozen<list<int>>>}. */
    String cql();

    /** The class of its values. */
    Class<?> javaClass();

    /** Reads a type as {@code system_schema} spells it; user-defined types are asked for by name. */
    static CqlType parse(String text, Function<String, UserType> userTypes) {
        return new CqlTypeParser(text, userTypes).parse();
    }

    /** The types without parameters. */
    enum Scalar implements CqlType {
        ASCII(String.class),
        BIGINT(Long.class),
        BLOB(ByteBuffer.class),
        BOOLEAN(Boolean.class),
        COUNTER(Long.class),
        DATE(LocalDate.class),
        DECIMAL(BigDecimal.class),
        DOUBLE(Double.class),
        DURATION(CqlDuration.class),
        FLOAT(Float.class),
        INET(InetAddress.class),
        INT(Integer.class),
        SMALLINT(Short.class),
        TEXT(String.class),
        /** Nanoseconds of the day. */
        TIME(LocalTime.class),
        /** Milliseconds since 1970-01-01T00:00:00Z. */
        TIMESTAMP(Instant.class),
        TIMEUUID(java.util.UUID.class),
        TINYINT(Byte.class),
        UUID(java.util.UUID.class),
        VARINT(BigInteger.class);

        private final Class<?> javaClass;
        private final String cql;

        Scalar(Class<?> javaClass) {
            this.javaClass = javaClass;
            this.cql = name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public String cql() {
            return cql;
        }

        @Override
        public Class<?> javaClass() {
            return javaClass;
        }
    }

    /** A list. */
    record ListOf(CqlType element, boolean frozen) implements CqlType {
        @Override
        public String cql() {
            return CqlType.spelled("list<" + element.cql() + ">", frozen);
        }

        @Override
        public Class<?> javaClass() {
            return List.class;
        }
    }

    /** A set. */
    record SetOf(CqlType element, boolean frozen) implements CqlType {
        @Override
        public String cql() {
            return CqlType.spelled("set<" + element.cql() + ">", frozen);
        }

        @Override
        public Class<?> javaClass() {
            return Set.class;
        }
    }

    /** A map. */
    record MapOf(CqlType key, CqlType value, boolean frozen) implements CqlType {
        @Override
        public String cql() {
            return CqlType.spelled("map<" + key.cql() + ", " + value.cql() + ">", frozen);
        }

        @Override
        public Class<?> javaClass() {
            return Map.class;
        }
    }

    /** A user-defined type; a type that is only known by name has no fields. */
    record UserType(String name, List<CqlColumn> fields, boolean frozen) implements CqlType {
        public UserType {
            fields = List.copyOf(fields);
        }

        @Override
        public String cql() {
            return CqlType.spelled(CqlNames.quoted(name), frozen);
        }

        @Override
        public Class<?> javaClass() {
            return UserTypeValue.class;
        }
    }

    /** A tuple. */
    record Tuple(List<CqlType> elements) implements CqlType {
        public Tuple {
            elements = List.copyOf(elements);
        }

        @Override
        public String cql() {
            return elements.stream().map(CqlType::cql).collect(Collectors.joining(", ", "frozen<tuple<", ">>"));
        }

        @Override
        public Class<?> javaClass() {
            return List.class;
        }
    }

    /** A vector of fixed length. */
    record Vector(CqlType element, int dimensions) implements CqlType {
        @Override
        public String cql() {
            return "vector<" + element.cql() + ", " + dimensions + ">";
        }

        @Override
        public Class<?> javaClass() {
            return List.class;
        }
    }

    /** A type that Penstock has no values for, such as a custom class. */
    record Other(String cql) implements CqlType {
        @Override
        public Class<?> javaClass() {
            return Object.class;
        }
    }

    /** The same type as it must stand inside a collection or a key: collections and user-defined types frozen. */
    default CqlType asFrozen() {
        return switch (this) {
            case ListOf list -> new ListOf(list.element(), true);
            case SetOf set -> new SetOf(set.element(), true);
            case MapOf map -> new MapOf(map.key(), map.value(), true);
            case UserType type -> new UserType(type.name(), type.fields(), true);
            case Scalar scalar -> scalar;
            case Tuple tuple -> tuple;
            case Vector vector -> vector;
            case Other other -> other;
        };
    }

    private static String spelled(String cql, boolean frozen) {
        return frozen ? "frozen<" + cql + ">" : cql;
    }
}
