package io.penstock.guide;

import io.penstock.documents.DocumentSession;
import io.penstock.documents.Projection;
import io.penstock.documents.Query;
import io.penstock.documents.Repository;
import io.penstock.documents.Selector;
import java.util.List;

/** What is near. */
final class Vectors {
    private Vectors() {}

    // region near
    /** An article and how near it is, from 0 to 1. */
    public record Near(String title, float score) {}
    // endregion

    static List<Near> run(DocumentSession session) {
        // region run
        Repository<Article> articles = session.repository(Article.class);
        articles.saveAll(List.of(
                new Article(1, "tea", new float[] {1, 0, 0}),
                new Article(2, "green tea", new float[] {0.9f, 0.1f, 0}),
                new Article(3, "bicycles", new float[] {0, 0, 1})));

        Query<Article> nearest =
                Query.all().orderBy(Article_.EMBEDDING.annOf(0.95f, 0.05f, 0)).limit(2);
        List<Article> two = articles.find(nearest);
        List<Near> scored = articles.select(Projection.of(Near.class)
                        .with("score", Article_.EMBEDDING.similarity(Selector.Similarity.COSINE)))
                .find(nearest);
        // endregion
        return two.size() == 2 ? scored : List.of();
    }
}
