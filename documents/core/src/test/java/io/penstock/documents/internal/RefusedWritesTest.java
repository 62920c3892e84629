package io.penstock.documents.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.documents.Discriminator;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import io.penstock.documents.Update;
import io.penstock.documents.Vector;
import io.penstock.documents.Version;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.RequestOptions;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Writes that would store something else than what was meant, refused before they are sent. */
class RefusedWritesTest {
    record Text(
            @PartitionKey int id,
            @Vector(dimensions = 3) float[] place,
            @Vector(dimensions = 3) List<Float> other) {}

    record Account(
            @PartitionKey int id, int balance, @Version long version) {}

    @Table("content")
    @Discriminator(column = "kind")
    sealed interface Content permits Article, Video {}

    record Article(@PartitionKey int id, String title) implements Content {}

    record Video(@PartitionKey int id, long seconds) implements Content {}

    private static final RequestOptions RUN = RequestOptions.defaults();
    private static final List<Float> FINE = List.of(1f, 2f, 3f);

    private final EntityPlan<Text> texts = new EntityPlan<>(Text.class, "ops");

    private void saving(float[] place, List<Float> other, String why) {
        wrongLength(() -> Mutations.save(texts, new Text(1, place, other), WriteOptions.DEFAULT, RUN), why);
    }

    private void updating(String component, Object value, String why) {
        wrongLength(() -> Updates.update(texts, Update.byKey(1).set(component, value), RUN), why);
    }

    private static void wrongLength(ThrowingCallable call, String why) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PenstockException.class,
                        refused -> assertThat(refused.code()).isEqualTo(BaseError.VALUE_OUT_OF_RANGE))
                .hasMessageContaining(why);
    }

    @Test
    void a_vector_has_as_many_numbers_as_its_column() {
        saving(new float[] {1, 2}, FINE, "has 2 dimensions, but its column vector<float, 3> has 3");
        saving(new float[] {1, 2, 3, 4}, FINE, "has 4 dimensions, but its column vector<float, 3> has 3");
        saving(new float[0], FINE, "has 0 dimensions, but its column vector<float, 3> has 3");
        saving(new float[3], List.of(1f), "has 1 dimension, but its column vector<float, 3> has 3");
        saving(new float[3], List.of(), "has 0 dimensions, but its column vector<float, 3> has 3");
    }

    @Test
    void a_vector_of_a_partial_update_has_as_many_too() {
        updating("place", new float[] {1, 2}, "has 2 dimensions, but its column vector<float, 3> has 3");
        updating("place", new float[] {1, 2, 3, 4}, "has 4 dimensions, but its column vector<float, 3> has 3");
        updating("place", new float[0], "has 0 dimensions, but its column vector<float, 3> has 3");
        updating("other", List.of(1f, 2f), "has 2 dimensions, but its column vector<float, 3> has 3");
        updating("other", List.of(), "has 0 dimensions, but its column vector<float, 3> has 3");
    }

    @Test
    void json_is_refused_where_the_server_alone_would_miss_something() {
        json(Account.class);
        json(Content.class);
        json(Article.class);
    }

    private static <E> void json(Class<E> entity) {
        EntityPlan<E> plan = new EntityPlan<>(entity, "ops");
        assertThatThrownBy(() -> Mutations.saveJson(plan, "{\"id\": 1}", WriteOptions.DEFAULT, RUN))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        refused -> assertThat(refused.error()).isEqualTo(DocumentsError.INVALID_QUERY))
                .hasMessageContaining(entity.getName())
                .hasMessageEndingWith("make a record of it and save that");
    }
}
