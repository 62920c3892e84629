package io.penstock.testkit;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command for a child JVM that runs a main class of ours: same JDK, and on its class path all that we have. */
public final class ChildJvm {
    private ChildJvm() {}

    /** The command, with flags that make a short-lived JVM start quickly. Modules of ours become plain jars. */
    public static List<String> command(Class<?> mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                classPath(mainClass),
                mainClass.getName()));
        command.addAll(arguments);
        return command;
    }

    private static String classPath(Class<?> mainClass) {
        // A test class that is patched into a module is on neither path.
        Stream<String> own = Stream.of(rootOf(mainClass));
        Stream<String> paths = Stream.of("jdk.module.path", "java.class.path")
                .flatMap(name -> Stream.of(System.getProperty(name, "").split(File.pathSeparator)));
        return Stream.concat(own, paths)
                .filter(entry -> !entry.isEmpty())
                .distinct()
                .reduce((all, entry) -> all + File.pathSeparator + entry)
                .orElse("");
    }

    private static String rootOf(Class<?> mainClass) {
        String file = mainClass.getName().replace('.', '/') + ".class";
        URL resource = mainClass.getResource("/" + file);
        if (resource == null || !resource.getProtocol().equals("file")) {
            return "";
        }
        try {
            String path = new URI(resource.toString()).getPath();
            return path.substring(0, path.length() - file.length());
        } catch (URISyntaxException unnameable) {
            throw new IllegalArgumentException("the class file of " + mainClass + " has a strange name", unnameable);
        }
    }
}
