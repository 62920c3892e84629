package io.penstock.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A class that is no table, and why; {@code %s} stands for its name. */
record Wrong(Class<?> type, String message) {
    static Wrong table(Class<?> type, String why) {
        return new Wrong(type, "record class %s cannot be a table: " + why);
    }

    static Wrong component(Class<?> type, String component, String why) {
        return new Wrong(type, "component '" + component + "' of %s " + why);
    }

    void check() {
        assertThatThrownBy(() -> EntityModel.of(type))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        refused -> assertThat(refused.error()).isEqualTo(DocumentsError.INVALID_ENTITY))
                .hasMessage(message.replace("%s", type.getName()));
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
