package io.penstock.documents.internal.codec;

import io.penstock.documents.ColumnConverter;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.internal.model.ClassDeclaration;
import io.penstock.documents.internal.model.Component;
import io.penstock.documents.internal.model.Mapping;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes the codec of a mapping. Pure functions. */
final class Codecs {
    private Codecs() {}

    /** The codec of a component. */
    static ValueCodec of(Component component, Mapping mapping) {
        return of(new Where(Reflected.classOf(component.owner()), component.name()), mapping);
    }

    /** The codec of a value that is no component, but a whole result. */
    static ValueCodec of(Where where, Mapping mapping) {
        return switch (mapping) {
            case Mapping.Plain plain -> plain(where, plain);
            case Mapping.Primitive primitive -> new PartedCodecs.Primitive(of(where, primitive.boxed()));
            case Mapping.Constant constant -> {
                Class<?> enumClass = Reflected.classOf(constant.declared());
                yield constant.byOrdinal()
                        ? new ScalarCodecs.ConstantOrdinal(where, enumClass)
                        : new ScalarCodecs.ConstantName(where, enumClass);
            }
            case Mapping.Collection collection -> collection(where, collection);
            case Mapping.ObjectOf object -> {
                ObjectCodec<?> codec = ObjectCodec.of(object.shape());
                yield object.type() instanceof CqlType.Tuple
                        ? new ObjectCodecs.Tuples(where, codec, object.type())
                        : new ObjectCodecs.UserTypes(where, codec, object.type());
            }
            case Mapping.VectorOf vector ->
                vector.asArray()
                        ? new VectorCodecs.Arrays(where, vector.type())
                        : new VectorCodecs.Lists(where, vector.type(), of(where, vector.element()));
            case Mapping.OptionalOf optional ->
                new PartedCodecs.Optionals(of(where, optional.inner()), optionalClass(optional.optional()));
            case Mapping.Converted converted ->
                new StoredCodecs.Converted(
                        where,
                        Reflected.boxedClassOf(converted.java()),
                        converter(where, converted.converter()),
                        of(where, converted.stored()));
            case Mapping.JsonOf json -> new StoredCodecs.Json(where, of(where, json.inner()));
        };
    }

    private static ValueCodec plain(Where where, Mapping.Plain plain) {
        return switch (plain.kind()) {
            case SAME -> new ScalarCodecs.Same(where, plain.type().javaClass(), plain.type());
            case TEXT -> new ScalarCodecs.Text(where);
            case ASCII -> new ScalarCodecs.Ascii(where);
            case TIMESTAMP -> new ScalarCodecs.Timestamp(where, false);
            case TRUNCATED_TIMESTAMP -> new ScalarCodecs.Timestamp(where, true);
            case DATE -> new ScalarCodecs.Date(where);
            case ARRAY -> new ScalarCodecs.Bytes(where);
            case BUFFER -> new ScalarCodecs.Buffer(where);
            case TIMEUUID -> new ScalarCodecs.TimeUuid(where);
        };
    }

    private static ValueCodec collection(Where where, Mapping.Collection collection) {
        ValueCodec first = of(where, collection.parts().getFirst());
        if (collection.type() instanceof CqlType.ListOf) {
            return new PartedCodecs.Lists(where, collection.type(), first);
        }
        return collection.type() instanceof CqlType.SetOf
                ? new PartedCodecs.Sets(where, collection.type(), first)
                : new PartedCodecs.Maps(
                        where,
                        collection.type(),
                        first,
                        of(where, collection.parts().getLast()));
    }

    private static Class<?> optionalClass(String name) {
        return switch (name) {
            case "java.util.OptionalInt" -> OptionalInt.class;
            case "java.util.OptionalLong" -> OptionalLong.class;
            case "java.util.OptionalDouble" -> OptionalDouble.class;
            default -> Optional.class;
        };
    }

    @SuppressWarnings("unchecked") // the rules have compared its type arguments with the component
    private static ColumnConverter<Object, Object> converter(Where where, ClassDeclaration declared) {
        return (ColumnConverter<Object, Object>) Handles.instance(where, Reflected.classOf(declared));
    }
}
