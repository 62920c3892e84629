package io.penstock.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.column.ClusteringColumn;
import io.penstock.documents.column.Columns;
import io.penstock.documents.column.MapColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Keys and comparisons that lack a value say where, when they are made. */
@NullUnmarked // as callers are whose compiler does not look for nulls
class KeyTest {
    record Post(
            @PartitionKey String blog,
            @ClusteringKey int number,
            @ClusteringKey(1) int part,
            Map<String, Integer> votes) {}

    private static final ClusteringColumn<Post, Integer> NUMBER = Columns.clustering(Post.class, "number");
    private static final ClusteringColumn<Post, Integer> PART = Columns.clustering(Post.class, "part");
    private static final MapColumn<Post, String, Integer> VOTES = Columns.map(Post.class, "votes");

    private static void isNull(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.NULL_VALUE))
                .hasMessage(message);
    }

    @Test
    void a_key_is_a_key_of_itself() {
        Key key = Key.of("b", 1);
        assertThat(Key.of(key)).isEqualTo(key);
        assertThat(Update.byKey(key)).isEqualTo(Update.byKey("b", 1));
        assertThat(Delete.byKey(key)).isEqualTo(Delete.byKey("b", 1));
    }

    @Test
    void a_key_without_a_part_names_its_position() {
        isNull(() -> Key.of("b", null, 3), "part 2 of the key is null, of 3 parts; every part of a key has a value");
        isNull(
                () -> Key.of(new Object[] {null}),
                "part 1 of the key is null, of 1 part; every part of a key has a value");
    }

    @Test
    void a_comparison_without_a_value_names_its_component() {
        String end = ", which no value equals; leave the filter out, or make it a condition by isNull";
        isNull(() -> Query.where("blog", null), "component 'blog' is compared with null" + end);
        isNull(() -> NUMBER.eq(null), "component 'number' is compared with null" + end);
        isNull(() -> Condition.ne("votes", null), "component 'votes' is compared with null" + end);
        isNull(() -> VOTES.entry("ann").gt(null), "component 'votes' is compared with null" + end);
        isNull(
                () -> Filter.in("number", Arrays.asList(1, null)),
                "component 'number' is compared with null at position 1" + end);
        isNull(() -> NUMBER.in(Arrays.asList(null, 1)), "component 'number' is compared with null at position 0" + end);
        isNull(
                () -> NUMBER.then(PART).gt(1, null),
                "component 'number, part' is compared with null at position 1" + end);
        isNull(
                () -> Filter.tokenOf(Operator.GT, "a", null),
                "component 'token of the partition key' is compared with null at position 1" + end);
        assertThat(NUMBER.in(List.of())).isEqualTo(Filter.in("number", List.of()));
    }
}
