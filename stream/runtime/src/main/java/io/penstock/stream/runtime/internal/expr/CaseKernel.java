package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.Column;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.LongColumn;
import java.util.List;

/** CASE: each branch is computed only for the rows that reach it, so a branch guards what can fail. */
final class CaseKernel implements Kernel {
    /** One WHEN … THEN …. */
    record Branch(Kernel condition, Kernel result) {}

    private final List<Branch> branches;
    private final Kernel otherwise;
    private final Merge merge;

    CaseKernel(DataType type, List<Branch> branches, Kernel otherwise) {
        this.branches = branches;
        this.otherwise = otherwise;
        this.merge = new Merge(type);
    }

    @Override
    public Column evaluate(Rows rows) {
        Merge.Target target = merge.target(rows.count());
        int[] open = new int[rows.count()];
        for (int i = 0; i < open.length; i++) {
            open[i] = i;
        }
        int left = open.length;
        for (Branch branch : branches) {
            if (left == 0) {
                return target.build();
            }
            LongColumn condition = (LongColumn) branch.condition().evaluate(rows.narrow(open, left));
            int[] taken = new int[left];
            int[] rest = new int[left];
            int hits = 0;
            int misses = 0;
            for (int i = 0; i < left; i++) {
                if (BooleanColumns.isTrue(condition, i)) {
                    taken[hits++] = open[i];
                } else {
                    rest[misses++] = open[i];
                }
            }
            if (hits > 0) {
                target.put(branch.result().evaluate(rows.narrow(taken, hits)), taken, hits);
            }
            open = rest;
            left = misses;
        }
        if (left > 0) {
            target.put(otherwise.evaluate(rows.narrow(open, left)), open, left);
        }
        return target.build();
    }
}
