package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Blocking;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Large results come in pages, and go on where they stopped. */
public abstract class PagingContract extends DriverSuite {
    private static final int MANY = 20_000;

    private String table() {
        return keyspace() + ".rows";
    }

    private String select() {
        return "SELECT n FROM " + table() + " WHERE id = ?";
    }

    @Override
    protected void createTables() {
        schema("CREATE TABLE " + table() + " (id int, n int, PRIMARY KEY (id, n))");
        for (int rows : List.of(20, 25, 100)) {
            fill(rows, rows);
        }
    }

    private void fill(int id, int rows) {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int n = 0; n < rows; n++) {
            all.add(driver().execute(CqlStatement.of("INSERT INTO " + table() + " (id, n) VALUES (?, ?)", id, n)));
            if (all.size() == 256) {
                Blocking.await(CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])));
                all.clear();
            }
        }
        Blocking.await(CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])));
    }

    private record Shape(int rows, int pageSize) {}

    @TestFactory
    @Covers({"G-04", "D-16"})
    Stream<DynamicTest> pages_are_disjoint_and_complete() {
        return Stream.of(new Shape(25, 10), new Shape(100, 10), new Shape(100, 1), new Shape(20, 100), new Shape(0, 10))
                .map(shape -> DynamicTest.dynamicTest(
                        shape.toString(), () -> expectOrRefuse(Capability.PAGING, () -> checkPages(shape))));
    }

    private void checkPages(Shape shape) {
        List<Integer> all = new ArrayList<>();
        RequestOptions options = RequestOptions.defaults().withPageSize(shape.pageSize());
        CqlPage page = execute(CqlStatement.of(options, select(), shape.rows()));
        while (true) {
            assertThat(page.rows()).hasSizeLessThanOrEqualTo(shape.pageSize());
            all.addAll(numbers(page));
            if (page.pagingState().isEmpty()) {
                break;
            }
            assertThat(page.rows()).hasSize(shape.pageSize());
            page = execute(
                    CqlStatement.of(options.withPagingState(page.pagingState().get()), select(), shape.rows()));
        }
        assertThat(all).isEqualTo(IntStream.range(0, shape.rows()).boxed().toList());
    }

    private static List<Integer> numbers(CqlPage page) {
        List<Integer> numbers = new ArrayList<>();
        for (CqlRow row : page.rows()) {
            numbers.add((Integer) Objects.requireNonNull(row.get(0)));
        }
        return numbers;
    }

    @Test
    @Covers({"G-04", "D-16", "D-17"})
    void a_state_can_be_kept_as_bytes_and_used_more_than_once() {
        expectOrRefuse(Capability.PAGING, () -> {
            RequestOptions options = RequestOptions.defaults().withPageSize(10);
            ByteBuffer state = execute(CqlStatement.of(options, select(), 25))
                    .pagingState()
                    .orElseThrow();
            byte[] kept = new byte[state.remaining()];
            state.duplicate().get(kept);
            for (int time = 0; time < 2; time++) {
                CqlPage page = execute(CqlStatement.of(options.withPagingState(ByteBuffer.wrap(kept)), select(), 25));
                assertThat(numbers(page))
                        .isEqualTo(IntStream.range(10, 20).boxed().toList());
            }
        });
    }

    @Test
    @Covers({"D-16", "D-18"})
    void a_state_without_a_page_size_goes_on_with_the_drivers_own() {
        expectOrRefuse(Capability.PAGING, () -> {
            ByteBuffer state = execute(CqlStatement.of(RequestOptions.defaults().withPageSize(10), select(), 100))
                    .pagingState()
                    .orElseThrow();
            CqlPage rest = execute(CqlStatement.of(RequestOptions.defaults().withPagingState(state), select(), 100));
            assertThat(numbers(rest)).isEqualTo(IntStream.range(10, 100).boxed().toList());
            assertThat(rest.pagingState()).isEmpty();
        });
    }

    @Test
    @Covers("D-16")
    void concurrent_scans_of_one_statement_do_not_disturb_each_other() {
        expectOrRefuse(Capability.PAGING, () -> {
            RequestOptions options = RequestOptions.defaults().withPageSize(7);
            List<CompletableFuture<List<Integer>>> scans = IntStream.range(0, 8)
                    .mapToObj(scan -> scan(CqlStatement.of(options, select(), 100), new ArrayList<>()))
                    .toList();
            for (CompletableFuture<List<Integer>> scan : scans) {
                assertThat(Blocking.await(scan))
                        .isEqualTo(IntStream.range(0, 100).boxed().toList());
            }
        });
    }

    private CompletableFuture<List<Integer>> scan(CqlStatement statement, List<Integer> before) {
        return driver().execute(statement).thenCompose(page -> {
            before.addAll(numbers(page));
            return page.pagingState().isEmpty()
                    ? CompletableFuture.completedFuture(before)
                    : scan(
                            statement.withOptions(statement
                                    .options()
                                    .withPagingState(page.pagingState().get())),
                            before);
        });
    }

    @Test
    @Covers({"G-04", "D-16"})
    void twenty_thousand_rows_arrive_without_blocking() {
        expectOrRefuse(Capability.PAGING, () -> {
            fill(MANY, MANY);
            List<Integer> read = Blocking.await(scan(
                    CqlStatement.of(RequestOptions.defaults().withPageSize(5_000), select(), MANY), new ArrayList<>()));
            assertThat(read).hasSize(MANY);
            assertThat(new HashSet<>(read)).hasSize(MANY);
        });
    }

    @Test
    @Covers("D-18")
    void a_page_size_that_is_none_is_refused_before_it_is_sent() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> RequestOptions.defaults().withPageSize(0))
                .hasMessage("pageSize must be at least 1 row, got 0");
    }
}
