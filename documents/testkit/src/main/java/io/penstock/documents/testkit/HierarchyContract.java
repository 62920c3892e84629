package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Discriminator;
import io.penstock.documents.DiscriminatorValue;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.Filter;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Repository;
import io.penstock.documents.Table;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/** Classes that share a table, read as the whole, by a part and by one class. Subclass it with the driver. */
public abstract class HierarchyContract extends DocumentsContract {
    /** What a site has. */
    @Table("contract_content")
    @Discriminator(column = "kind")
    public sealed interface Content permits Article, Media {
        int id();
    }

    /** Text. */
    public record Article(
            @PartitionKey int site, @ClusteringKey int id, String title) implements Content {}

    /** What takes time. */
    public sealed interface Media extends Content permits Video, Sound {
        long seconds();
    }

    /** With pictures. */
    @DiscriminatorValue("film")
    public record Video(
            @PartitionKey int site, @ClusteringKey int id, String title, long seconds) implements Media {}

    /** Without pictures. */
    public record Sound(
            @PartitionKey int site, @ClusteringKey int id, long seconds) implements Media {}

    /** Some columns of what takes time. */
    public record Length(int id, long seconds) {}

    private static final Query<Object> SITE = Query.where("site", 1);

    @BeforeAll
    void fillTable() {
        session().schema().create(Content.class);
        session()
                .repository(Content.class)
                .saveAll(List.of(
                        new Article(1, 1, "On rivers"),
                        new Video(1, 2, "Rivers", 600),
                        new Sound(1, 3, 60),
                        new Article(1, 4, "On lakes"),
                        new Video(1, 5, "Lakes", 500),
                        new Article(2, 1, "On seas")));
    }

    private <E extends Content> List<Integer> ids(Repository<E> repository, Query<Object> query) {
        return repository.find(query).stream().map(Content::id).toList();
    }

    @BlockingAndAsync
    void the_whole_gives_every_row_as_its_class(Calls calls) {
        Repository<Content> all = repository(Content.class, calls);
        assertThat(all.find(SITE))
                .containsExactly(
                        new Article(1, 1, "On rivers"),
                        new Video(1, 2, "Rivers", 600),
                        new Sound(1, 3, 60),
                        new Article(1, 4, "On lakes"),
                        new Video(1, 5, "Lakes", 500));
        assertThat(all.get(1, 3)).contains(new Sound(1, 3, 60));
        assertThat(all.count(SITE)).isEqualTo(5);
        assertThat(ids(all, SITE.and("kind", "film").allowFiltering())).containsExactly(2, 5);
    }

    @BlockingAndAsync
    void a_middle_class_gives_the_rows_of_all_classes_below_it(Calls calls) {
        Repository<Media> media = repository(Media.class, calls);
        assertThat(media.find(SITE))
                .containsExactly(new Video(1, 2, "Rivers", 600), new Sound(1, 3, 60), new Video(1, 5, "Lakes", 500));
        assertThat(ids(media, SITE.limit(2))).containsExactly(2, 3);
        assertThat(ids(media, SITE.limit(2).with(ReadOptions.DEFAULT.withPageSize(1))))
                .containsExactly(2, 3);
        assertThat(ids(media, SITE.and(Filter.gt("id", 2)))).containsExactly(3, 5);
        assertThat(media.first(SITE)).contains(new Video(1, 2, "Rivers", 600));
        assertThat(media.get(1, 1)).as("an article").isEmpty();
        assertThat(media.get(1, 3)).contains(new Sound(1, 3, 60));
        assertThat(media.stream(SITE.with(ReadOptions.DEFAULT.withPageSize(1))).map(Content::id))
                .containsExactly(2, 3, 5);
        refused(
                DocumentsError.INVALID_QUERY,
                () -> media.count(SITE.allowFiltering()),
                "the server must leave out rows of other classes");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> media.select(Length.class).find(SITE),
                "the server must leave out rows of other classes");
    }

    @BlockingAndAsync
    void one_class_gives_its_own_rows_only(Calls calls) {
        Repository<Article> articles = repository(Article.class, calls);
        assertThat(articles.find(SITE)).containsExactly(new Article(1, 1, "On rivers"), new Article(1, 4, "On lakes"));
        assertThat(ids(articles, SITE.limit(2))).containsExactly(1, 4);
        assertThat(ids(articles, SITE.limit(2).allowFiltering())).containsExactly(1, 4);
        assertThat(articles.find(Query.all())).hasSize(3);
        assertThat(articles.get(1, 2)).as("a video").isEmpty();
        assertThat(articles.count(SITE.allowFiltering())).isEqualTo(2);
        assertThat(repository(Video.class, calls).select(Length.class).find(SITE.allowFiltering()))
                .containsExactly(new Length(2, 600), new Length(5, 500));
    }
}
