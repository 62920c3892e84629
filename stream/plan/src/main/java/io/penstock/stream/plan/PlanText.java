package io.penstock.stream.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The text form of plans, which EXPLAIN prints, golden files pin and checkpoints store the hash of. */
public final class PlanText {
    private PlanText() {}

    /** One step a line, the root first, inputs indented below. */
    public static String of(PlanNode node) {
        StringBuilder out = new StringBuilder();
        write(node, 0, out);
        return out.toString();
    }

    /** The same with the stream's way of emitting in the first line. */
    public static String of(StreamPlan plan) {
        return "Emit " + plan.emit() + "\n" + of(plan.root()).indent(2).stripTrailing() + "\n";
    }

    /** The first 16 hex digits of the SHA-256 of the text form and all types: equal plans have equal hashes. */
    public static String hash(StreamPlan plan) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(of(plan).getBytes(StandardCharsets.UTF_8));
            digest.update(plan.schema().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static void write(PlanNode node, int depth, StringBuilder out) {
        out.append("  ".repeat(depth)).append(line(node)).append('\n');
        for (PlanNode input : node.inputs()) {
            write(input, depth + 1, out);
        }
    }

    private static String line(PlanNode node) {
        return switch (node) {
            case PlanNode.Scan n -> "Scan " + n.relation() + (n.changelog() ? " changelog" : "") + " " + n.schema();
            case PlanNode.Values n -> "Values " + n.rows();
            case PlanNode.Filter n -> "Filter " + n.condition();
            case PlanNode.Project n -> "Project " + projection(n);
            case PlanNode.Aggregate n ->
                "Aggregate keys=" + columns(n.input(), n.keys())
                        + n.window().map(w -> " window=" + w).orElse("") + " calls=" + n.calls()
                        + (n.onClose() ? " on close" : "");
            case PlanNode.LookupJoin n ->
                (n.left() ? "LeftLookupJoin " : "LookupJoin ") + n.table() + " on "
                        + columns(n.input(), n.inputKeys()) + "=" + n.tableKeys()
                        + n.condition().map(c -> " and " + c).orElse("");
            case PlanNode.Union n -> "Union";
            case PlanNode.Sort n -> "Sort " + n.keys();
            case PlanNode.Limit n -> "Limit " + n.count() + (n.offset() > 0 ? " offset " + n.offset() : "");
            case PlanNode.Join n ->
                "Join " + n.kind() + " on " + n.leftKeys() + "=" + n.rightKeys()
                        + n.condition().map(c -> " and " + c).orElse("");
        };
    }

    private static String projection(PlanNode.Project project) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < project.expressions().size(); i++) {
            String expression = project.expressions().get(i).toString();
            String name = project.schema().field(i).name();
            out.append(i == 0 ? "" : ", ").append(expression);
            out.append(expression.equals(name) ? "" : " AS " + name);
        }
        return out.toString();
    }

    private static List<String> columns(PlanNode input, List<Integer> positions) {
        return positions.stream().map(i -> input.schema().field(i).name()).toList();
    }
}
