package io.penstock.documents.internal.codec;

import io.penstock.documents.UserType;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.CqlType.Scalar;
import io.penstock.record.Naming;
import io.penstock.record.RecordComponentShape;
import io.penstock.record.RecordShape;
import io.penstock.record.ValueType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes the codec of one component: the only place that knows which Java type becomes which CQL type. */
final class CodecBuilder {
    private final Where where;
    private final RecordComponentShape component;
    private final List<Class<?>> path;

    CodecBuilder(Class<?> record, RecordComponentShape component, List<Class<?>> path) {
        this.where = new Where(record, component.name());
        this.component = component;
        this.path = path;
    }

    ValueCodec build() {
        Class<?> declared = component.javaClass();
        if (declared == Optional.class) {
            return new PartedCodecs.Optionals(of(argument(component.javaType(), 0)), declared);
        }
        if (component.isOptional()) {
            return new PartedCodecs.Optionals(of(declared), declared);
        }
        ValueCodec codec = of(component.javaType());
        return declared.isPrimitive() ? new PartedCodecs.Primitive(codec) : codec;
    }

    private ValueCodec of(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            throw noColumn(type, "an Optional stands only as the component itself, not inside of it");
        }
        ValueType valueType = ValueType.of(type).orElseThrow(() -> noColumn(type, "no CQL type holds it"));
        return switch (valueType) {
            case BOOLEAN -> new ScalarCodecs.Same(where, Boolean.class, Scalar.BOOLEAN);
            case TINYINT -> new ScalarCodecs.Same(where, Byte.class, Scalar.TINYINT);
            case SMALLINT -> new ScalarCodecs.Same(where, Short.class, Scalar.SMALLINT);
            case INT -> new ScalarCodecs.Same(where, Integer.class, Scalar.INT);
            case BIGINT -> new ScalarCodecs.Same(where, Long.class, Scalar.BIGINT);
            case VARINT -> new ScalarCodecs.Same(where, BigInteger.class, Scalar.VARINT);
            case FLOAT -> new ScalarCodecs.Same(where, Float.class, Scalar.FLOAT);
            case DOUBLE -> new ScalarCodecs.Same(where, Double.class, Scalar.DOUBLE);
            case DECIMAL -> new ScalarCodecs.Same(where, BigDecimal.class, Scalar.DECIMAL);
            case TEXT ->
                type == String.class ? new ScalarCodecs.Text(where) : new ScalarCodecs.Constant(where, (Class<?>) type);
            case BYTES -> type == byte[].class ? new ScalarCodecs.Bytes(where) : new ScalarCodecs.Buffer(where);
            case UUID -> new ScalarCodecs.Same(where, UUID.class, Scalar.UUID);
            case DATE -> new ScalarCodecs.Date(where);
            case TIME -> new ScalarCodecs.Same(where, LocalTime.class, Scalar.TIME);
            case TIMESTAMP -> new ScalarCodecs.Timestamp(where, component.isTruncated());
            case INET -> new ScalarCodecs.Same(where, InetAddress.class, Scalar.INET);
            case LIST -> new PartedCodecs.Lists(where, part(type, 0));
            case SET -> new PartedCodecs.Sets(where, part(type, 0));
            case MAP -> new PartedCodecs.Maps(where, part(type, 0), part(type, 1));
            case RECORD -> record((Class<?>) type);
        };
    }

    private ValueCodec part(Type collection, int index) {
        ValueCodec codec = of(argument(collection, index));
        return codec.type().equals(codec.type().asFrozen()) ? codec : new FrozenCodec(codec);
    }

    private Type argument(Type generic, int index) {
        if (generic instanceof ParameterizedType parameterized) {
            return parameterized.getActualTypeArguments()[index];
        }
        throw noColumn(generic, "it does not say what it holds; write its type arguments");
    }

    private ValueCodec record(Class<?> type) {
        if (path.contains(type)) {
            throw noColumn(type, "a record cannot hold itself, directly or through others");
        }
        RecordShape<?> shape = RecordShape.of(type);
        RecordCodec<?> fields = RecordCodec.of(shape, path);
        List<CqlColumn> columns = new ArrayList<>();
        for (RecordComponentShape field : shape.components()) {
            CqlType fieldType = fields.component(field.index()).type().asFrozen();
            columns.add(new CqlColumn(field.columnName(), fieldType));
        }
        return new PartedCodecs.Records(where, fields, new CqlType.UserType(typeName(type), columns, true));
    }

    private static String typeName(Class<?> type) {
        UserType named = type.getAnnotation(UserType.class);
        return named != null ? named.value() : Naming.toColumn(type.getSimpleName());
    }

    private RuntimeException noColumn(Type type, String why) {
        return where.invalid("has type " + component.javaType().getTypeName()
                + (type.equals(component.javaType()) ? "" : ", and in it " + type.getTypeName())
                + ", which no column can hold: "
                + why);
    }

    /** A part of a collection: the same values, of the frozen type. */
    private static final class FrozenCodec extends ValueCodec {
        private final ValueCodec inner;

        FrozenCodec(ValueCodec inner) {
            super(inner.where(), inner.javaClass(), inner.type().asFrozen());
            this.inner = inner;
        }

        @Override
        @org.jspecify.annotations.Nullable
        Object encode(Object value) {
            return inner.encode(value);
        }

        @Override
        Object decode(Object value) {
            return inner.decode(value);
        }
    }
}
