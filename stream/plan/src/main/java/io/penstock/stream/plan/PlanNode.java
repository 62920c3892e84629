package io.penstock.stream.plan;

import io.penstock.stream.data.Schema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step of a query. Rows flow from the leaves to the root with weights; every step handles weights by itself. The same
 * nodes describe a running stream and an ad-hoc query over rows at rest; {@link Sort}, {@link Limit} and {@link Join}
 * stand only in the latter.
 */
public sealed interface PlanNode {
    /** The columns that come out. */
    Schema schema();

    /** The steps that this one reads. */
    List<PlanNode> inputs();

    /**
     * The rows of a source, stream, view or table by name.
     *
     * @param changelog whether rows can come with weights other than +1
     */
    record Scan(String relation, Schema schema, boolean changelog) implements PlanNode {
        @Override
        public List<PlanNode> inputs() {
            return List.of();
        }
    }

    /** Constant rows, boxed. */
    record Values(List<List<@Nullable Object>> rows, Schema schema) implements PlanNode {
        @Override
        public List<PlanNode> inputs() {
            return List.of();
        }
    }

    /** The rows for which the BOOLEAN condition is true. */
    record Filter(PlanNode input, Expression condition) implements PlanNode {
        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /** One output column an expression. */
    record Project(PlanNode input, List<Expression> expressions, Schema schema) implements PlanNode {
        public Project {
            expressions = List.copyOf(expressions);
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /**
     * Rows gathered by key and, if there is one, by window. The output has the keys in order, then, with a window, the
     * columns {@code window_start} and {@code window_end}, then the aggregates.
     *
     * @param keys positions in the input, without the window; NULL is a key like any other
     * @param onClose true: a window's rows come once, when the watermark passes its end, ordered by window start.
     *     False: each batch ends with the changes of the groups that it touched, −1 for the old row and +1 for the new
     */
    record Aggregate(
            PlanNode input,
            Optional<Window> window,
            List<Integer> keys,
            List<AggregateCall> calls,
            boolean onClose,
            Schema schema)
            implements PlanNode {
        public Aggregate {
            keys = List.copyOf(keys);
            calls = List.copyOf(calls);
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /**
     * Each row with the rows of a lookup table that have the same key; a NULL key matches nothing. The output has the
     * input's columns, then the table's.
     *
     * @param table the name of the lookup table
     * @param inputKeys positions in the input
     * @param tableKeys positions in the table's schema, as many
     * @param left whether a row without a match comes out with NULLs
     * @param condition what must also be true of a pair, over input columns then table columns
     */
    record LookupJoin(
            PlanNode input,
            String table,
            List<Integer> inputKeys,
            List<Integer> tableKeys,
            boolean left,
            Optional<Expression> condition,
            Schema schema)
            implements PlanNode {
        public LookupJoin {
            inputKeys = List.copyOf(inputKeys);
            tableKeys = List.copyOf(tableKeys);
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /** All rows of all inputs, which have equal types. */
    record Union(List<PlanNode> inputs, Schema schema) implements PlanNode {
        public Union {
            inputs = List.copyOf(inputs);
        }
    }

    /** Rows in order. NULL is larger than every value unless the key says otherwise. Ad-hoc only. */
    record Sort(PlanNode input, List<SortKey> keys) implements PlanNode {
        public Sort {
            keys = List.copyOf(keys);
        }

        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /** One key of an order. */
    record SortKey(int column, boolean descending, boolean nullsFirst) {}

    /** The first rows. Ad-hoc only. */
    record Limit(PlanNode input, long offset, long count) implements PlanNode {
        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /**
     * Pairs of rows at rest. The output has the left columns, then the right ones. Ad-hoc only.
     *
     * @param condition over left columns then right columns
     */
    record Join(
            PlanNode left,
            PlanNode right,
            Kind kind,
            List<Integer> leftKeys,
            List<Integer> rightKeys,
            Optional<Expression> condition,
            Schema schema)
            implements PlanNode {
        public Join {
            leftKeys = List.copyOf(leftKeys);
            rightKeys = List.copyOf(rightKeys);
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(left, right);
        }

        /** Which rows come out without a partner. */
        public enum Kind {
            INNER,
            LEFT,
            RIGHT,
            FULL
        }
    }
}
