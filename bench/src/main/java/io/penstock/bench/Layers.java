package io.penstock.bench;

import io.penstock.bench.layer.DocumentsLayer;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The JMH benchmarks, each in a process of its own, as a Markdown table. */
final class Layers {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Layers() {}

    static String run(Effort effort) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(DocumentsLayer.class.getPackageName().replace(".", "\\.") + "\\..*")
                .addProfiler(GCProfiler.class)
                .forks(1)
                .warmupIterations(effort.warmups())
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(effort.rounds())
                .measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        StringBuilder out = new StringBuilder("### Our own layers without a database (JMH)\n\n");
        out.append(
                "| benchmark | ns per operation | ± (99.9 %) | bytes allocated per operation |\n|---|---:|---:|---:|\n");
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            String name = result.getParams().getBenchmark();
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.1f | %,.1f | %,.0f |%n",
                    name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                    time.getScore(),
                    time.getScoreError(),
                    Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED))
                            .getScore()));
        }
        return out.append('\n').toString();
    }
}
