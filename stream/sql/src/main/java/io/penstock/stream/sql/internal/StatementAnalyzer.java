package io.penstock.stream.sql.internal;

import io.penstock.Nearest;
import io.penstock.stream.data.Field;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.StreamPlan;
import io.penstock.stream.plan.Window;
import io.penstock.stream.sql.Catalog;
import io.penstock.stream.sql.Relation;
import io.penstock.stream.sql.SqlError;
import io.penstock.stream.sql.Statement;
import io.penstock.stream.sql.Statement.IfPresent;
import io.penstock.stream.sql.Statement.ObjectKind;
import io.penstock.stream.sql.internal.tree.Ddl;
import io.penstock.stream.sql.internal.tree.DdlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Gives a parsed statement its meaning. One object a statement. */
public final class StatementAnalyzer {
    private static final int NAMES_MAX = 10;

    private final Catalog catalog;
    private final Problems problems;

    /**
     * @param line the line in the script where the statement begins
     * @param column the column where it begins
     */
    public StatementAnalyzer(Catalog catalog, int line, int column) {
        this.catalog = catalog;
        this.problems = new Problems(line, column);
    }

    /** The statement's meaning. */
    public Statement analyze(SqlNode node) {
        if (node instanceof DdlNode statement) {
            return statement(statement.ddl());
        }
        return new Statement.Select(
                new QueryAnalyzer(Context.adHoc(catalog, problems)).rows(node).plan());
    }

    private Statement statement(Ddl ddl) {
        return switch (ddl) {
            case Ddl.CreateSource create -> {
                checkNew(ObjectKind.SOURCE, create.name(), create.modifiers());
                yield new TableDefinitions(catalog, problems).source(create);
            }
            case Ddl.CreateLookupTable create -> {
                checkNew(ObjectKind.LOOKUP_TABLE, create.name(), create.modifiers());
                yield new TableDefinitions(catalog, problems).lookupTable(create);
            }
            case Ddl.CreateStream create -> stream(create);
            case Ddl.CreateSink create -> {
                checkNew(ObjectKind.SINK, create.name(), create.modifiers());
                yield new SinkDefinitions(catalog, problems).sink(create);
            }
            case Ddl.Drop drop -> drop(drop);
            case Ddl.Insert insert -> new Inserts(catalog, problems).insert(insert);
            case Ddl.Explain explain -> explain(explain);
            case Ddl.Show show -> new Statement.Show(kind(show.kind()));
            case Ddl.ShowQueries show -> new Statement.ShowQueries();
            case Ddl.ShowCheckpoint show -> new Statement.ShowCheckpoint();
            case Ddl.ShowCreate show -> showCreate(show);
            case Ddl.Describe describe ->
                new Statement.Describe(
                        new FromAnalyzer(Context.adHoc(catalog, problems)).relation(describe.name()),
                        describe.extended());
            case Ddl.Checkpoint checkpoint -> new Statement.Checkpoint();
        };
    }

    private Statement explain(Ddl.Explain explain) {
        Statement explained = analyze(explain.statement());
        if (explain.analyze() && !(explained instanceof Statement.Select)) {
            throw problems.at(
                    explain.statement(),
                    SqlError.UNSUPPORTED,
                    "EXPLAIN ANALYZE runs what it explains, so it takes a query; EXPLAIN takes a CREATE");
        }
        return new Statement.Explain(explained, explain.analyze());
    }

    static IfPresent ifPresent(Ddl.Modifiers modifiers) {
        if (modifiers.replace()) {
            return IfPresent.REPLACE;
        }
        return modifiers.keep() ? IfPresent.KEEP : IfPresent.FAIL;
    }

    private static ObjectKind kind(Ddl.Kind kind) {
        return ObjectKind.valueOf(kind.name());
    }

    private Optional<ObjectKind> kindOf(String name) {
        if (catalog.sinkNames().contains(name)) {
            return Optional.of(ObjectKind.SINK);
        }
        return catalog.relation(name).map(relation -> switch (relation) {
            case Relation.Source source -> ObjectKind.SOURCE;
            case Relation.LookupTable table -> ObjectKind.LOOKUP_TABLE;
            case Relation.Stream stream -> stream.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.STREAM;
        });
    }

    private static String words(ObjectKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void checkNew(ObjectKind kind, SqlIdentifier name, Ddl.Modifiers modifiers) {
        if (modifiers.replace() && modifiers.keep()) {
            throw problems.at(
                    name, SqlError.INVALID, "OR REPLACE and IF NOT EXISTS contradict each other; leave one out");
        }
        Optional<ObjectKind> found = kindOf(name.getSimple());
        if (found.isEmpty()) {
            return;
        }
        ObjectKind present = found.get();
        if (ifPresent(modifiers) == IfPresent.FAIL) {
            throw problems.at(
                    name,
                    SqlError.EXISTS,
                    "there is already a " + words(present) + " '" + name.getSimple()
                            + (present == kind
                                    ? "'; write CREATE OR REPLACE, or IF NOT EXISTS, or DROP it first"
                                    : "'; take another name, or DROP it first"));
        }
        if (present != kind) {
            throw problems.at(
                    name,
                    SqlError.EXISTS,
                    "'" + name.getSimple() + "' is a " + words(present) + ", not a " + words(kind) + ", so "
                            + (modifiers.replace() ? "it cannot be replaced by one" : "there is no such " + words(kind))
                            + "; take another name, or DROP it first");
        }
    }

    private Statement stream(Ddl.CreateStream create) {
        checkNew(
                create.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.STREAM,
                create.name(),
                create.modifiers());
        Ddl.Emit emit = create.emit();
        boolean onClose = emit != null && emit.kind() == Ddl.EmitKind.ON_WINDOW_CLOSE;
        Rows rows = new QueryAnalyzer(Context.continuous(catalog, problems, onClose)).rows(create.query());
        if (emit != null && onClose && !hasWindow(rows.plan())) {
            throw problems.at(
                    emit.position(),
                    SqlError.WINDOW_INVALID,
                    "EMIT ON WINDOW CLOSE needs a window in GROUP BY, such as TUMBLE(ts, INTERVAL '1' MINUTE)");
        }
        refuseSelf(create, rows.plan());
        StreamPlan.Emit how = emit(create.materialized(), emit);
        refuseUnmarked(create, rows.traits(), how);
        Relation.Stream stream = new Relation.Stream(
                create.name().getSimple(),
                rows.plan().schema(),
                time(rows),
                how == StreamPlan.Emit.UPDATES && hasSession(rows.plan()) ? List.of() : key(rows),
                how == StreamPlan.Emit.CHANGES,
                how == StreamPlan.Emit.UPDATES
                        && (rows.traits().changes() || rows.traits().updating() != null),
                create.materialized());
        return new Statement.CreateStream(stream, new StreamPlan(rows.plan(), how), ifPresent(create.modifiers()));
    }

    private static StreamPlan.Emit emit(boolean materialized, Ddl.@Nullable Emit emit) {
        if (emit == null) {
            return materialized ? StreamPlan.Emit.CHANGES : StreamPlan.Emit.UPDATES;
        }
        return switch (emit.kind()) {
            case CHANGES -> StreamPlan.Emit.CHANGES;
            case ON_WINDOW_CLOSE -> StreamPlan.Emit.ON_WINDOW_CLOSE;
            case ON_UPDATE -> materialized ? StreamPlan.Emit.CHANGES : StreamPlan.Emit.UPDATES;
        };
    }

    private static boolean hasWindow(PlanNode node) {
        return (node instanceof PlanNode.Aggregate aggregate
                        && aggregate.window().isPresent())
                || node.inputs().stream().anyMatch(StatementAnalyzer::hasWindow);
    }

    /** A session's bounds move, so plain updates of it do not say which row they replace. */
    private static boolean hasSession(PlanNode node) {
        return (node instanceof PlanNode.Aggregate aggregate
                        && aggregate.window().orElse(null) instanceof Window.Session)
                || node.inputs().stream().anyMatch(StatementAnalyzer::hasSession);
    }

    private void refuseSelf(Ddl.CreateStream create, PlanNode plan) {
        if (plan instanceof PlanNode.Scan scan
                && scan.relation().equals(create.name().getSimple())) {
            throw problems.at(
                    create.name(), SqlError.INVALID, "'" + create.name().getSimple() + "' cannot read itself");
        }
        plan.inputs().forEach(input -> refuseSelf(create, input));
    }

    /** Updates that come without weights cannot be turned into changes. */
    private void refuseUnmarked(Ddl.CreateStream create, Traits traits, StreamPlan.Emit emit) {
        String updating = traits.updating();
        if (updating != null && emit == StreamPlan.Emit.CHANGES) {
            throw problems.at(
                    create.query(),
                    SqlError.UNSUPPORTED,
                    "the rows of '" + updating + "' replace earlier ones without saying so; create '" + updating
                            + "' with EMIT CHANGES to read its changes");
        }
    }

    private static Optional<String> time(Rows rows) {
        return rows.traits().time().stream()
                .mapToObj(position -> rows.plan().schema().field(position).name())
                .findFirst();
    }

    private static List<String> key(Rows rows) {
        List<String> key = new ArrayList<>();
        for (List<Integer> part : rows.traits().key()) {
            Field field = rows.plan().schema().field(part.getFirst());
            key.add(field.name());
        }
        return key;
    }

    private Statement drop(Ddl.Drop drop) {
        String name = drop.name().getSimple();
        ObjectKind wanted = kind(drop.kind());
        Optional<ObjectKind> present = kindOf(name);
        if (present.isEmpty() && !drop.ifExists()) {
            throw missing(drop.name(), words(wanted), names(kind -> kind == wanted));
        }
        if (present.isPresent() && present.get() != wanted) {
            throw problems.at(
                    drop.name(),
                    SqlError.RELATION_NOT_FOUND,
                    "'" + name + "' is a " + words(present.get()) + ", not a " + words(wanted) + "; write DROP "
                            + words(present.get()).toUpperCase(Locale.ROOT));
        }
        return new Statement.Drop(wanted, name, drop.ifExists(), drop.cascade(), problems.place(drop.name()));
    }

    private Set<String> names(Predicate<ObjectKind> wanted) {
        TreeSet<String> known = new TreeSet<>(catalog.relationNames());
        known.addAll(catalog.sinkNames());
        known.removeIf(name -> kindOf(name).filter(wanted).isEmpty());
        return known;
    }

    /** The nearest name there is, of whatever kind, or else those that could have been meant. */
    private RuntimeException missing(SqlIdentifier name, String what, Set<String> possible) {
        String hint = Nearest.hint(name.getSimple(), names(kind -> true));
        if (hint.isEmpty() && !possible.isEmpty()) {
            int more = possible.size() - NAMES_MAX;
            hint = "; there "
                    + (possible.size() == 1 ? "is " : "are ")
                    + possible.stream().limit(NAMES_MAX).collect(Collectors.joining(", "))
                    + (more > 0 ? " and " + more + " more" : "");
        }
        return problems.at(
                name, SqlError.RELATION_NOT_FOUND, "there is no " + what + " '" + name.getSimple() + "'" + hint);
    }

    private Statement showCreate(Ddl.ShowCreate show) {
        String name = show.name().getSimple();
        Optional<ObjectKind> present = kindOf(name);
        Optional<ObjectKind> wanted = Optional.ofNullable(show.kind()).map(StatementAnalyzer::kind);
        if (present.isEmpty()) {
            throw missing(
                    show.name(),
                    wanted.map(StatementAnalyzer::words).orElse("object"),
                    names(kind -> wanted.isEmpty() || wanted.get() == kind));
        }
        if (wanted.isPresent() && !wanted.equals(present)) {
            throw problems.at(
                    show.name(),
                    SqlError.RELATION_NOT_FOUND,
                    "'" + name + "' is a " + words(present.get()) + ", not a " + words(wanted.get()));
        }
        return new Statement.ShowCreate(name, wanted);
    }
}
