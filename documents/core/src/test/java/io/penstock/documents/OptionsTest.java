package io.penstock.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.driver.Consistency;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What options cannot be had, told when they are made. */
class OptionsTest {
    @Test
    void a_time_to_live_is_whole_seconds() {
        assertThat(WriteOptions.DEFAULT.withTtl(Duration.ofSeconds(2)).ttl()).contains(Duration.ofSeconds(2));
        assertThatThrownBy(() -> WriteOptions.DEFAULT.withTtl(Duration.ofMillis(2_500)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ttl is in whole seconds, got PT2.5S");
    }

    @Test
    void serial_levels_are_for_reads_and_conditions() {
        assertThat(ReadOptions.DEFAULT.withConsistency(Consistency.SERIAL).consistency())
                .contains(Consistency.SERIAL);
        assertThatThrownBy(() -> WriteOptions.DEFAULT.withConsistency(Consistency.SERIAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("consistency SERIAL is for reads and for the condition of a conditional write; give it as"
                        + " serial consistency");
        assertThatThrownBy(() -> BatchOptions.LOGGED.withSerialConsistency(Consistency.QUORUM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("serial consistency is SERIAL or LOCAL_SERIAL, got QUORUM");
        assertThatThrownBy(() -> DocumentsSettings.DEFAULT.withConsistency(Consistency.LOCAL_SERIAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LOCAL_SERIAL is for conditions and single reads");
        assertThatThrownBy(() -> DocumentsSettings.DEFAULT.withSerialConsistency(Consistency.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("serial consistency is SERIAL or LOCAL_SERIAL, got ONE");
    }
}
