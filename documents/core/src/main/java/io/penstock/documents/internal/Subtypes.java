package io.penstock.documents.internal;

import io.penstock.documents.Comparison;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityDiscriminator;
import io.penstock.documents.EntityModel;
import io.penstock.documents.Filter;
import io.penstock.documents.Operator;
import io.penstock.documents.Query;
import java.util.List;
import java.util.OptionalInt;

/**
 * Queries of some classes of a hierarchy that shares one table.
 *
 * <p>The server can leave out the rows of other classes when the entity is a single one and the query may filter, or
 * the discriminator has an index. Else they are read and dropped here, and then a limit must count what is left, so it
 * stays here too. CQL has no IN outside the key.
 */
final class Subtypes {
    private Subtypes() {}

    /**
     * A query and what is left to do here.
     *
     * @param sent the query for the server
     * @param rowsMax after how many rows to end
     */
    record Split(Query<?> sent, long rowsMax) {
        /** A single page has no place to count a limit. */
        void requireServerLimit(EntityModel<?> model) {
            if (rowsMax != Long.MAX_VALUE) {
                throw new DocumentsException(
                        DocumentsError.INVALID_QUERY,
                        "query on " + model.type().getName() + ": rows of other classes of its table are left out after"
                                + " reading, so pages have no limit over all; leave it out, or call allowFiltering()");
            }
        }
    }

    static Split whole(Query<?> query) {
        return new Split(query, Long.MAX_VALUE);
    }

    static Split split(EntityModel<?> model, Query<?> query) {
        EntityDiscriminator discriminator = model.discriminator().orElse(null);
        if (discriminator == null || discriminator.wholeTable()) {
            return whole(query);
        }
        if (canServer(model, discriminator, query)) {
            return whole(narrowed(discriminator, query));
        }
        return new Split(
                withoutLimit(query), query.limit().isPresent() ? query.limit().getAsInt() : Long.MAX_VALUE);
    }

    /** The query with a filter on the class, for readings that cannot tell the class of a row. */
    static Query<?> byServer(EntityModel<?> model, Query<?> query) {
        EntityDiscriminator discriminator = model.discriminator().orElse(null);
        if (discriminator == null || discriminator.wholeTable()) {
            return query;
        }
        if (!canServer(model, discriminator, query)) {
            throw new DocumentsException(
                    DocumentsError.INVALID_QUERY,
                    "query on " + model.type().getName()
                            + ": the server must leave out rows of other classes of its table here, which it does for a"
                            + " single class when the query calls allowFiltering() or the discriminator has an index");
        }
        return narrowed(discriminator, query);
    }

    private static boolean canServer(EntityModel<?> model, EntityDiscriminator discriminator, Query<?> query) {
        return discriminator.values().size() == 1
                && (query.allowsFiltering()
                        || new Indexes(model)
                                .serve(
                                        discriminator.column(),
                                        new Comparison<>(
                                                discriminator.column().component(), Operator.EQ, List.of(""))));
    }

    private static <Q> Query<Q> narrowed(EntityDiscriminator discriminator, Query<Q> query) {
        Filter<Object> one = Filter.eq(
                discriminator.column().component(), discriminator.values().firstKey());
        return query.and(one);
    }

    private static <Q> Query<Q> withoutLimit(Query<Q> query) {
        return new Query<>(
                query.filters(),
                query.ordering(),
                query.grouping(),
                OptionalInt.empty(),
                query.perPartitionLimit(),
                query.isDistinct(),
                query.allowsFiltering(),
                query.options());
    }
}
