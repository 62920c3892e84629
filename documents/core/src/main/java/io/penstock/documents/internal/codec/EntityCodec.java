package io.penstock.documents.internal.codec;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.internal.model.EntityDraft;
import io.penstock.documents.internal.model.EntityRules;
import io.penstock.documents.internal.model.ModelMistake;
import io.penstock.documents.internal.model.ObjectShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Objects of an entity as rows of its table, and back. A row of a sealed hierarchy is taken apart and made by the codec
 * of its class; columns that the class does not have are null. Made once per entity. Immutable.
 *
 * @param <E> the entity
 */
public final class EntityCodec<E> {
    private static final int ABSENT = -1;

    private static final ClassValue<EntityCodec<?>> PROJECTIONS = new ClassValue<>() {
        @Override
        protected EntityCodec<?> computeValue(Class<?> type) {
            return newProjection(type);
        }
    };

    private final Class<E> type;
    private final List<String> columns;
    private final List<String> components;
    private final ValueCodec[] codecs;
    private final int discriminator;
    private final Variant[] variants;
    private final Map<Class<?>, Variant> byClass = new HashMap<>();
    private final Map<String, Variant> byValue = new HashMap<>();

    /**
     * A class of rows.
     *
     * @param value its discriminator value
     * @param codec takes its objects apart
     * @param places for each column of the entity, where the class has it
     * @param columnOf for each value of the class, which column it is
     */
    private record Variant(String value, ObjectCodec<?> codec, int[] places, int[] columnOf) {}

    private EntityCodec(
            Class<E> type, List<EntityColumn> columns, List<EntityDraft.Variant> drafts, int discriminator) {
        this.type = type;
        this.columns = columns.stream().map(EntityColumn::name).toList();
        this.components = columns.stream().map(EntityColumn::component).toList();
        this.discriminator = discriminator;
        this.variants = new Variant[drafts.size()];
        this.codecs = new ValueCodec[columns.size()];
        for (int i = 0; i < variants.length; i++) {
            variants[i] = variant(drafts.get(i));
            byClass.put(variants[i].codec().javaClass(), variants[i]);
            byValue.put(variants[i].value(), variants[i]);
        }
        if (discriminator >= 0) {
            codecs[discriminator] = new ScalarCodecs.Text(
                    new Where(type, columns.get(discriminator).component()));
        }
    }

    private Variant variant(EntityDraft.Variant draft) {
        ObjectCodec<?> codec = ObjectCodec.of(draft.shape());
        int[] places = new int[columns.size()];
        Arrays.fill(places, ABSENT);
        int[] columnOf = new int[codec.columns().size()];
        for (int i = 0; i < columnOf.length; i++) {
            int column = columns.indexOf(codec.columns().get(i));
            columnOf[i] = column;
            places[column] = i;
            if (codecs[column] == null) {
                codecs[column] = codec.codec(i);
            }
        }
        return new Variant(draft.value(), codec, places, columnOf);
    }

    /** The codec of an entity. */
    public static <E> EntityCodec<E> of(Class<E> type, EntityDraft draft) {
        int discriminator = draft.hierarchy()
                .map(hierarchy -> draft.columns().indexOf(hierarchy.column()))
                .orElse(ABSENT);
        return new EntityCodec<>(type, draft.columns(), draft.variants(), discriminator);
    }

    /**
     * The codec of a record or class whose components are columns of a result; it needs no key. Made once per class.
     *
     * @throws DocumentsException {@link DocumentsError#INVALID_ENTITY} when a component has no CQL type
     */
    @SuppressWarnings("unchecked") // the value for a class is of that class
    public static <R> EntityCodec<R> ofProjection(Class<R> type) {
        return (EntityCodec<R>) PROJECTIONS.get(type);
    }

    private static <R> EntityCodec<R> newProjection(Class<R> type) {
        ObjectShape shape;
        try {
            shape = EntityRules.projection(Reflected.of(type));
        } catch (ModelMistake mistake) {
            throw new DocumentsException(DocumentsError.INVALID_ENTITY, mistake.text());
        }
        List<EntityColumn> columns = new ArrayList<>();
        for (ObjectShape.Value value : shape.values()) {
            columns.add(new EntityColumn(
                    value.path(), value.column(), value.mapping().type(), new EntityColumn.Regular()));
        }
        return new EntityCodec<>(type, columns, List.of(new EntityDraft.Variant("", shape)), ABSENT);
    }

    /** The names of the columns in CQL. */
    public List<String> columns() {
        return columns;
    }

    /** The names of the columns' components, of embedded records {@code outer.inner}. */
    public List<String> components() {
        return components;
    }

    /** The codec of a column by its position. */
    public ValueCodec component(int index) {
        return codecs[index];
    }

    /** The CQL value of one column of an object. */
    public @Nullable Object encode(Object entity, int index) {
        Variant variant = variantOf(entity);
        if (index == discriminator) {
            return variant.value();
        }
        int place = variant.places()[index];
        return place == ABSENT ? null : variant.codec().encode(entity, place);
    }

    /** Puts the CQL values of all columns of an object into an array, from a place on. */
    public void encode(Object entity, @Nullable Object[] into, int from) {
        Variant variant = variantOf(entity);
        if (discriminator < 0) {
            variant.codec().encode(entity, into, from);
            return;
        }
        @Nullable Object[] values = variant.codec().encode(entity);
        for (int column = 0; column < codecs.length; column++) {
            int place = variant.places()[column];
            into[from + column] = place == ABSENT ? null : values[place];
        }
        into[from + discriminator] = variant.value();
    }

    private Variant variantOf(Object entity) {
        if (variants.length == 1 && variants[0].codec().javaClass() == entity.getClass()) {
            return variants[0];
        }
        Variant variant = byClass.get(entity.getClass());
        if (variant == null) {
            throw new DocumentsException(
                    DocumentsError.WRONG_TYPE,
                    "rows of " + type.getName() + " are made of "
                            + byClass.keySet().stream()
                                    .map(Class::getName)
                                    .sorted()
                                    .toList()
                            + ", got " + entity.getClass().getName());
        }
        return variant;
    }

    /** The object of CQL values of all columns, asked for by position. */
    public E decode(IntFunction<@Nullable Object> values) {
        Variant variant = discriminator < 0 ? variants[0] : variantOf((String) values.apply(discriminator));
        int[] columnOf = variant.columnOf();
        return type.cast(variant.codec().decode(index -> values.apply(columnOf[index])));
    }

    private Variant variantOf(@Nullable String value) {
        Variant variant = value == null ? null : byValue.get(value);
        if (variant == null) {
            throw new PenstockException(
                    BaseError.VALUE_OUT_OF_RANGE,
                    "the value of column '" + columns.get(discriminator) + "' read from the table "
                            + (value == null ? "is null" : "stands for no class") + " of " + type.getName()
                            + "; it has "
                            + byValue.keySet().stream().sorted().toList());
        }
        return variant;
    }

    /**
     * A decoder of rows whose columns come in some order. Columns that are not there are read as without a value; the
     * discriminator must be there. Make it once per list of columns.
     */
    public RowDecoder<E> decoder(List<String> rowColumns) {
        int[] positions = new int[columns.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = rowColumns.indexOf(columns.get(i));
        }
        if (discriminator >= 0) {
            return new OfVariants(positions);
        }
        int[] places = new int[positions.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = positions[variants[0].columnOf()[i]];
        }
        Function<CqlRow, ?> maker = variants[0].codec().maker(places);
        return row -> type.cast(maker.apply(row));
    }

    /** Makes objects of rows. Immutable. */
    @FunctionalInterface
    public interface RowDecoder<E> {
        E decode(CqlRow row);
    }

    /** Makes objects of the classes of a hierarchy. */
    private final class OfVariants implements RowDecoder<E> {
        private final int position;
        private final Map<String, Function<CqlRow, ?>> makers = new HashMap<>();

        OfVariants(int[] positions) {
            this.position = positions[discriminator];
            for (Variant variant : variants) {
                int[] places = new int[variant.columnOf().length];
                for (int i = 0; i < places.length; i++) {
                    places[i] = positions[variant.columnOf()[i]];
                }
                makers.put(variant.value(), variant.codec().maker(places));
            }
        }

        @Override
        public E decode(CqlRow row) {
            String value = position < 0 ? null : (String) row.get(position);
            return type.cast(
                    Objects.requireNonNull(makers.get(variantOf(value).value())).apply(row));
        }
    }
}
