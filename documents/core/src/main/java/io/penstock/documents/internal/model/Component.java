package io.penstock.documents.internal.model;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Counter;
import io.penstock.documents.PartitionKey;
import io.penstock.record.Column;
import io.penstock.record.Naming;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;

/**
 * A component of a record, or a parameter of the constructor by which a class is made.
 *
 * @param owner the record or class
 * @param name its name
 * @param type its type
 * @param annotated where its annotations are: the component itself, or the parameter and then the field
 * @param access how its value is read
 */
public record Component(
        ClassDeclaration owner, String name, TypeDeclaration type, List<Annotated> annotated, Access access)
        implements Annotated {
    /** How a value is read. */
    public sealed interface Access {}

    /** By a method without parameters. */
    public record Method(String name) implements Access {}

    /** From a field. */
    public record Field(String name) implements Access {}

    @Override
    public <A extends Annotation> Optional<A> annotation(Class<A> annotation) {
        return annotated.stream()
                .flatMap(place -> place.annotation(annotation).stream())
                .findFirst();
    }

    @Override
    public Optional<ClassDeclaration> classIn(Class<? extends Annotation> annotation, String member) {
        return annotated.stream()
                .flatMap(place -> place.classIn(annotation, member).stream())
                .findFirst();
    }

    /** The name of its column. */
    public String columnName() {
        return annotation(Column.class).map(Column::value).orElseGet(() -> Naming.toColumn(name));
    }

    boolean isKey() {
        return has(PartitionKey.class) || has(ClusteringKey.class);
    }

    boolean isCounter() {
        return has(Counter.class);
    }

    /** Whether it is an {@code Optional} of any kind. */
    boolean isOptional() {
        return type.raw().equals("java.util.Optional")
                || type.raw().equals("java.util.OptionalInt")
                || type.raw().equals("java.util.OptionalLong")
                || type.raw().equals("java.util.OptionalDouble");
    }

    ModelMistake mistake(String why) {
        return ModelMistake.at(owner, name, why);
    }
}
