package io.penstock.documents.processor;

import io.penstock.PenstockException;
import io.penstock.documents.EntityModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/**
 * Sources compiled inside this JVM, all warnings on.
 *
 * @param succeeded whether the compiler made classes
 * @param errors the errors, each with the line that it stands at
 * @param warnings the warnings
 * @param folder where classes and generated sources are
 */
record Compilation(boolean succeeded, List<Problem> errors, List<String> warnings, Path folder) {
    private static final Pattern NAME = Pattern.compile("(?:record|class|interface) (\\w+)");

    /** An error and its line, from 1. */
    record Problem(long line, String message) {}

    /** Compiles with the processor. */
    static Compilation of(Path folder, String... sources) throws IOException {
        return of(folder, List.of(new ModelProcessor()), sources);
    }

    static Compilation of(Path folder, List<Processor> processors, String... sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        String classes = Stream.of(EntityModel.class, PenstockException.class, NullMarked.class)
                .map(Compilation::place)
                .collect(Collectors.joining(System.getProperty("path.separator")));
        List<String> options = new ArrayList<>(List.of(
                "-parameters",
                "-Xlint:all,-processing",
                "-classpath",
                classes + System.getProperty("path.separator") + folder,
                "-d",
                folder.toString(),
                "-s",
                folder.toString()));
        if (processors.isEmpty()) {
            options.add("-proc:none");
        }
        List<JavaFileObject> files = new ArrayList<>();
        for (String source : sources) {
            files.add(new Source(source));
        }
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            JavaCompiler.CompilationTask task = compiler.getTask(null, manager, found, options, null, files);
            if (!processors.isEmpty()) {
                task.setProcessors(processors);
            }
            boolean succeeded = task.call();
            List<Problem> errors = new ArrayList<>();
            List<String> warnings = new ArrayList<>();
            for (Diagnostic<? extends JavaFileObject> each : found.getDiagnostics()) {
                if (each.getKind() == Diagnostic.Kind.ERROR) {
                    errors.add(new Problem(each.getLineNumber(), each.getMessage(Locale.ROOT)));
                } else {
                    warnings.add(each.getMessage(Locale.ROOT));
                }
            }
            return new Compilation(succeeded, errors, warnings, folder);
        }
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The source that the processor wrote. */
    String generated(String name) throws IOException {
        return Files.readString(folder.resolve(name.replace('.', '/') + ".java"));
    }

    boolean hasGenerated(String name) {
        return Files.exists(folder.resolve(name.replace('.', '/') + ".java"));
    }

    /** A compiled class. */
    Class<?> load(String name) throws ClassNotFoundException, IOException {
        try {
            URL[] places = {folder.toUri().toURL()};
            return new URLClassLoader(places, Compilation.class.getClassLoader()).loadClass(name);
        } catch (MalformedURLException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The messages of the errors. */
    List<String> messages() {
        return errors.stream().map(Problem::message).toList();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///" + fileName(text)), Kind.SOURCE);
            this.text = text;
        }

        private static String fileName(String text) {
            Matcher matcher = NAME.matcher(text);
            if (!matcher.find()) {
                throw new IllegalArgumentException("no type in " + text);
            }
            String folder = text.startsWith("package ")
                    ? text.substring("package ".length(), text.indexOf(';')).replace('.', '/') + "/"
                    : "";
            return folder + matcher.group(1) + ".java";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
