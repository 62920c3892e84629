package io.penstock.documents.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeFlagsTest {
    private static final List<String> PLAIN = List.of(
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
    private static final String ALLOW = "-Djava.security.manager=allow";
    private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";
    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

    @Test
    void jdk_17_is_plain() {
        assertThat(NodeFlags.of(17)).isEqualTo(new NodeFlags(PLAIN, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {18, 19, 20, 21, 22})
    void jdk_18_to_22_must_be_allowed_a_security_manager(int feature) {
        assertThat(NodeFlags.of(feature)).isEqualTo(new NodeFlags(plus(ALLOW), false));
    }

    @Test
    void jdk_23_also_warns_of_unsafe_memory() {
        assertThat(NodeFlags.of(23)).isEqualTo(new NodeFlags(plus(ALLOW, UNSAFE), false));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 25, 26})
    void jdk_24_and_later_have_no_security_manager_and_need_the_stand_in(int feature) {
        assertThat(NodeFlags.of(feature)).isEqualTo(new NodeFlags(plus(UNSAFE, NATIVE), true));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 11, 16})
    void older_jdks_are_refused(int feature) {
        assertThatThrownBy(() -> NodeFlags.of(feature))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the server needs JDK 17 or newer, this one is " + feature);
    }

    private static List<String> plus(String... more) {
        List<String> flags = new ArrayList<>(PLAIN);
        flags.addAll(List.of(more));
        return flags;
    }
}
