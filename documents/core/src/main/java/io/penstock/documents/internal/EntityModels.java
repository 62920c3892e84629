package io.penstock.documents.internal;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityDiscriminator;
import io.penstock.documents.EntityModel;
import io.penstock.documents.EntityView;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.internal.codec.EntityCodec;
import io.penstock.documents.internal.codec.Reflected;
import io.penstock.documents.internal.json.JsonWriter;
import io.penstock.documents.internal.model.EntityDraft;
import io.penstock.documents.internal.model.EntityRules;
import io.penstock.documents.internal.model.ModelMistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The models of classes, built and checked once per class. */
public final class EntityModels {
    private static final ClassValue<Entity<?>> CACHE = new ClassValue<>() {
        @Override
        protected Entity<?> computeValue(Class<?> type) {
            return build(type);
        }
    };

    private EntityModels() {}

    /** A model with the codec of its objects. */
    record Entity<E>(EntityModel<E> model, EntityCodec<E> codec) {}

    @SuppressWarnings("unchecked") // the cache's value for a class is of that class
    static <E> Entity<E> entity(Class<E> type) {
        return (Entity<E>) CACHE.get(type);
    }

    public static <E> EntityModel<E> of(Class<E> type) {
        return entity(type).model();
    }

    /** A record as the JSON object that the server makes of its row. */
    public static <E> String json(Class<E> type, E entity) {
        Entity<E> known = entity(type);
        List<CqlColumn> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (EntityColumn column : known.model().columns()) {
            String name = column.name();
            boolean isPlain = name.equals(name.toLowerCase(Locale.ROOT));
            columns.add(new CqlColumn(isPlain ? name : "\"" + name + "\"", column.type()));
            values.add(known.codec().encode(entity, values.size()));
        }
        return JsonWriter.write(columns, values);
    }

    private static <E> Entity<E> build(Class<E> type) {
        EntityDraft draft;
        try {
            draft = EntityRules.draft(Reflected.of(type));
        } catch (ModelMistake mistake) {
            throw new DocumentsException(DocumentsError.INVALID_ENTITY, mistake.text());
        }
        BuiltModel.Facts facts = new BuiltModel.Facts(
                draft.table().name(),
                draft.columns(),
                draft.table().defaultTtlSeconds(),
                draft.table().options(),
                draft.indexes(),
                draft.userTypes(),
                draft.version(),
                draft.hierarchy().map(EntityModels::discriminator),
                draft.view()
                        .map(view -> new EntityView(Reflected.classOf(view.base()), view.baseTable(), view.where())));
        return new Entity<>(new BuiltModel<>(type, facts), EntityCodec.of(type, draft));
    }

    private static EntityDiscriminator discriminator(EntityDraft.Hierarchy hierarchy) {
        SortedMap<String, Class<?>> values = new TreeMap<>();
        hierarchy.values().forEach((value, declared) -> values.put(value, Reflected.classOf(declared)));
        return new EntityDiscriminator(
                Reflected.classOf(hierarchy.root()), hierarchy.column(), values, hierarchy.wholeTable());
    }
}
