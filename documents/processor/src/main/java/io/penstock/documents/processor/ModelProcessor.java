package io.penstock.documents.processor;

import io.penstock.documents.Discriminator;
import io.penstock.documents.Embedded;
import io.penstock.documents.MaterializedView;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import io.penstock.documents.internal.model.EntityRules;
import io.penstock.documents.internal.model.ModelMistake;
import java.io.IOException;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * For each table or view {@code Flight} writes a class {@code Flight_} with a typed column for each column, and reports
 * what keeps a class from being one: by the same rules and in the same words as {@code EntityModel.of} when the program
 * runs. A class that is none of them by annotation, but has a partition key, is taken for a table too; what is missing
 * in it that the rest of a table may have is a note only. For a class inside of others the names are joined, as in
 * {@code Outer_Flight_}. Works for each class by itself, so that compilers may run it for the changed ones only.
 */
public final class ModelProcessor extends AbstractProcessor {
    private static final List<Class<? extends Annotation>> TABLES =
            List.of(Table.class, MaterializedView.class, Discriminator.class);

    private final Set<String> waiting = new LinkedHashSet<>();
    private final Set<String> reported = new HashSet<>();

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(
                Table.class.getName(),
                MaterializedView.class.getName(),
                Discriminator.class.getName(),
                PartitionKey.class.getName(),
                Embedded.class.getName());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Set<String> candidates = new LinkedHashSet<>(waiting);
        waiting.clear();
        for (var annotation : TABLES) {
            for (Element element : round.getElementsAnnotatedWith(annotation)) {
                candidates.add(nameOf((TypeElement) element));
            }
        }
        Set<String> embedded = embedded(round);
        for (Element key : round.getElementsAnnotatedWith(PartitionKey.class)) {
            String name = nameOf(typeAround(key));
            if (!embedded.contains(name)) {
                candidates.add(name);
            }
        }
        for (String name : candidates) {
            TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
            if (type != null) {
                process(type);
            }
        }
        return false;
    }

    private static String nameOf(TypeElement type) {
        return type.getQualifiedName().toString();
    }

    private static TypeElement typeAround(Element element) {
        Element at = element;
        while (at != null && !(at instanceof TypeElement)) {
            at = at.getEnclosingElement();
        }
        return (TypeElement) Objects.requireNonNull(at);
    }

    /** Records that are parts of tables: those that have no table of their own to be judged by. */
    private Set<String> embedded(RoundEnvironment round) {
        Set<String> names = new HashSet<>();
        for (Element element : round.getElementsAnnotatedWith(Embedded.class)) {
            collect(element.asType(), names);
        }
        return names;
    }

    private static void collect(TypeMirror type, Set<String> into) {
        if (type instanceof DeclaredType declared) {
            into.add(nameOf((TypeElement) declared.asElement()));
            declared.getTypeArguments().forEach(argument -> collect(argument, into));
        }
    }

    private void process(TypeElement type) {
        Mirrors mirrors = new Mirrors(processingEnv.getElementUtils(), processingEnv.getTypeUtils());
        if (mirrors.hasUnknownTypes(type)) {
            // Another processor may write them; if none does, the compiler says so itself.
            waiting.add(nameOf(type));
            return;
        }
        EntityRules.Checked checked = EntityRules.check(mirrors.of(type));
        boolean isTable = TABLES.stream().anyMatch(annotation -> type.getAnnotation(annotation) != null);
        for (ModelMistake mistake : checked.mistakes()) {
            // Without such an annotation it may be a part that only tables of another module embed.
            report(type, mistake, isTable || !mistake.isOfWhole());
        }
        checked.draft().ifPresent(draft -> {
            Metamodel metamodel = new Metamodel(processingEnv.getElementUtils(), type, draft);
            if (metamodel.canBeReached()) {
                write(type, metamodel);
            }
        });
    }

    private void report(TypeElement type, ModelMistake mistake, boolean isError) {
        if (reported.add(mistake.text())) {
            processingEnv
                    .getMessager()
                    .printMessage(
                            isError ? Diagnostic.Kind.ERROR : Diagnostic.Kind.NOTE,
                            isError
                                    ? mistake.text()
                                    : mistake.text() + " (nothing is wrong if it is only @Embedded in others; if it"
                                            + " is a table, say @Table)",
                            place(type, mistake));
        }
    }

    /** Where the mistake is; the table itself when the class with the mistake is compiled already. */
    private Element place(TypeElement type, ModelMistake mistake) {
        TypeElement at = Mirrors.elementOf(mistake.declared());
        if (processingEnv.getElementUtils().getFileObjectOf(at).getKind() != JavaFileObject.Kind.SOURCE) {
            return type;
        }
        String path = mistake.component().orElse("");
        String first = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
        return at.getEnclosedElements().stream()
                .filter(element -> element.getSimpleName().contentEquals(first))
                .<Element>map(element -> element)
                .findFirst()
                .orElse(at);
    }

    private void write(TypeElement type, Metamodel metamodel) {
        try (Writer out = processingEnv
                .getFiler()
                .createSourceFile(metamodel.qualifiedName(), type)
                .openWriter()) {
            out.write(metamodel.source());
        } catch (IOException failed) {
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.ERROR,
                            "cannot write " + metamodel.qualifiedName() + ": " + failed.getMessage(),
                            type);
        }
    }
}
