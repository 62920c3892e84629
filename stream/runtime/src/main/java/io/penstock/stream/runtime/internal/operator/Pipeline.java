package io.penstock.stream.runtime.internal.operator;

import io.penstock.stream.data.Batch;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.StreamPlan;
import io.penstock.stream.runtime.internal.Errors;
import io.penstock.stream.runtime.internal.operator.Stage.Port;
import io.penstock.stream.runtime.internal.state.StateReader;
import io.penstock.stream.runtime.internal.state.StateWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All operators of a query, wired. Elements enter by relation and leave at the target. Confined to one thread. */
public final class Pipeline {
    private static final int BATCH_ROWS_MAX = 1 << 13;

    /** Where a pipeline ends. */
    public interface Target {
        void batch(Batch batch) throws InterruptedException;

        void watermark(long micros) throws InterruptedException;
    }

    /**
     * What the operators are given beside the plan.
     *
     * @param lookups the rows of each lookup table
     * @param groupsMax the most groups and windows of one operator
     */
    public record Resources(Map<String, List<Batch>> lookups, long groupsMax) {}

    private final Resources resources;
    private final Target target;
    private final Map<String, List<Port>> scans = new LinkedHashMap<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<Batch> constants = new ArrayList<>();
    private final List<Port> constantPorts = new ArrayList<>();

    public Pipeline(StreamPlan plan, Resources resources, Target target) {
        this.resources = resources;
        this.target = target;
        build(plan.root(), port(new EmitStep(plan), 1, null));
    }

    private Port port(Operator operator, int inputs, @Nullable Port next) {
        Stage stage = new Stage(operator, inputs, next, target);
        stages.add(stage);
        return new Port(stage, 0);
    }

    private void build(PlanNode node, Port next) {
        switch (node) {
            case PlanNode.Scan scan ->
                scans.computeIfAbsent(scan.relation(), relation -> new ArrayList<>())
                        .add(next);
            case PlanNode.Values values -> {
                constants.add(ConstantRows.of(values));
                constantPorts.add(next);
            }
            case PlanNode.Filter filter ->
                build(filter.input(), port(new CalcOperator(filter.schema(), filter.condition(), null), 1, next));
            case PlanNode.Project project -> buildProject(project, next);
            case PlanNode.Aggregate aggregate ->
                build(
                        aggregate.input(),
                        port(
                                new AggregateOperator(aggregate, isChangelog(aggregate.input()), resources.groupsMax()),
                                1,
                                next));
            case PlanNode.LookupJoin join -> build(join.input(), port(lookup(join), 1, next));
            case PlanNode.Union union -> {
                Port port = port((batch, out) -> out.emit(batch), union.inputs().size(), next);
                for (int i = 0; i < union.inputs().size(); i++) {
                    build(union.inputs().get(i), new Port(port.stage(), i));
                }
            }
            case PlanNode.Sort sort -> throw adHocOnly("ORDER BY");
            case PlanNode.Limit limit -> throw adHocOnly("LIMIT");
            case PlanNode.Join join -> throw adHocOnly("a join of two streams");
        }
    }

    private static RuntimeException adHocOnly(String what) {
        return Errors.unsupported(what + " needs rows at rest; a running stream has no end to wait for");
    }

    /** A projection takes a filter below it along. */
    private void buildProject(PlanNode.Project project, Port next) {
        List<Expression> columns = project.expressions();
        if (project.input() instanceof PlanNode.Filter filter) {
            build(filter.input(), port(new CalcOperator(project.schema(), filter.condition(), columns), 1, next));
        } else {
            build(project.input(), port(new CalcOperator(project.schema(), null, columns), 1, next));
        }
    }

    private Operator lookup(PlanNode.LookupJoin join) {
        List<Batch> rows = resources.lookups().get(join.table());
        if (rows == null) {
            throw new IllegalArgumentException("no rows were given for lookup table '" + join.table() + "'");
        }
        return new LookupJoinOperator(join, rows);
    }

    /** Whether rows with weights other than +1 can come out of a step. */
    public static boolean isChangelog(PlanNode node) {
        return switch (node) {
            case PlanNode.Scan scan -> scan.changelog();
            case PlanNode.Values values -> false;
            case PlanNode.Aggregate aggregate -> !aggregate.onClose();
            default -> node.inputs().stream().anyMatch(Pipeline::isChangelog);
        };
    }

    /** The relations that are scanned. */
    public Set<String> relations() {
        return scans.keySet();
    }

    /** Sends the constant rows of the plan, which are its first. */
    public void start() throws InterruptedException {
        for (int i = 0; i < constants.size(); i++) {
            constantPorts.get(i).process(constants.get(i));
        }
        endConstants();
    }

    private void endConstants() throws InterruptedException {
        for (Port port : constantPorts) {
            port.watermark(Long.MAX_VALUE);
        }
    }

    /** Takes a batch of a relation. */
    public void process(String relation, Batch batch) throws InterruptedException {
        for (Port port : ports(relation)) {
            if (batch.size() <= BATCH_ROWS_MAX) {
                port.process(batch);
            } else {
                processSlices(port, batch);
            }
        }
    }

    private static void processSlices(Port port, Batch batch) throws InterruptedException {
        for (Batch slice : Slices.of(batch, BATCH_ROWS_MAX)) {
            port.process(slice);
        }
    }

    /** Takes the watermark of a relation; one that does not rise changes nothing. */
    public void watermark(String relation, long micros) throws InterruptedException {
        for (Port port : ports(relation)) {
            port.watermark(micros);
        }
    }

    private List<Port> ports(String relation) {
        List<Port> ports = scans.get(relation);
        if (ports == null) {
            throw new IllegalArgumentException("the query reads " + scans.keySet() + " and not '" + relation + "'");
        }
        return ports;
    }

    public long lateRows() {
        long rows = 0;
        for (Stage stage : stages) {
            rows += stage.operator().lateRows();
        }
        return rows;
    }

    public long groups() {
        long groups = 0;
        for (Stage stage : stages) {
            groups += stage.operator().groups();
        }
        return groups;
    }

    public void snapshot(StateWriter out) {
        stages.forEach(stage -> stage.snapshot(out));
    }

    public void restore(StateReader in) {
        stages.forEach(stage -> stage.restore(in));
    }
}
