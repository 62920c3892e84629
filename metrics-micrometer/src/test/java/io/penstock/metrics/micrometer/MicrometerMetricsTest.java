package io.penstock.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penstock.observe.Metrics;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

final class MicrometerMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Metrics metrics = MicrometerMetrics.of(registry, "app", "shop");

    @Test
    void counts_under_the_engines_name_with_all_tags() {
        metrics.counter("documents.request.errors", "kind", "select").add(3);
        metrics.counter("documents.request.errors", "kind", "select").increment();

        assertThat(registry.get("penstock.documents.request.errors")
                        .tag("app", "shop")
                        .tag("kind", "select")
                        .counter()
                        .count())
                .isEqualTo(4);
    }

    @Test
    void times_in_the_registrys_unit_and_leaves_the_unit_out_of_the_name() {
        metrics.timer("documents.request.nanos").record(2_500_000);
        metrics.timer("postgres.acquire.time").record(1_000);

        assertThat(registry.get("penstock.documents.request").timer().totalTime(TimeUnit.MICROSECONDS))
                .isEqualTo(2500);
        assertThat(registry.get("penstock.postgres.acquire").timer().count()).isEqualTo(1);
    }

    @Test
    void reads_a_gauge_when_asked_and_removes_it_when_closed() {
        double[] value = {1};
        Metrics.Gauge gauge = metrics.gauge("postgres.sessions.idle", () -> value[0]);
        value[0] = 7;
        assertThat(idle()).isEqualTo(7);

        gauge.close();
        assertThat(registry.find("penstock.postgres.sessions.idle").gauge()).isNull();
    }

    @Test
    void adds_up_the_gauges_of_one_name_and_keeps_the_meter_until_the_last_is_closed() {
        DoubleSupplier same = () -> 2;
        Metrics.Gauge first = metrics.gauge("postgres.sessions.idle", same);
        Metrics.Gauge second = metrics.gauge("postgres.sessions.idle", same);
        assertThat(idle()).isEqualTo(4);

        first.close();
        first.close();
        assertThat(idle()).isEqualTo(2);

        second.close();
        assertThat(registry.getMeters()).isEmpty();

        metrics.gauge("postgres.sessions.idle", () -> 9);
        assertThat(idle()).isEqualTo(9);
    }

    @Test
    void adds_up_the_gauges_of_owners_with_metrics_of_their_own() {
        Metrics.Gauge first = metrics.gauge("postgres.sessions.idle", () -> 2);
        Metrics.Gauge second = MicrometerMetrics.of(registry, "app", "shop").gauge("postgres.sessions.idle", () -> 3);
        assertThat(idle()).isEqualTo(5);

        second.close();
        assertThat(idle()).isEqualTo(2);

        first.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void refuses_a_tag_without_a_value() {
        assertThatThrownBy(() -> MicrometerMetrics.of(registry, "app")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> metrics.counter("x", "kind")).isInstanceOf(IllegalArgumentException.class);
    }

    private double idle() {
        return registry.get("penstock.postgres.sessions.idle").gauge().value();
    }
}
