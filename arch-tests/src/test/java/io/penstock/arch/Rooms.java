package io.penstock.arch;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The compiled classes of every room. A room is a module's folder; which one a class belongs to is told by where its
 * class file lies, never by its package.
 */
final class Rooms {
    private static final Rooms BUILT = load();

    private final Map<String, JavaClasses> classes;
    private final Map<String, String> roomOfClass;

    private Rooms(Map<String, JavaClasses> classes, Map<String, String> roomOfClass) {
        this.classes = classes;
        this.roomOfClass = roomOfClass;
    }

    static Rooms built() {
        return BUILT;
    }

    private static Rooms load() {
        Map<String, JavaClasses> classes = new LinkedHashMap<>();
        Map<String, String> roomOfClass = new LinkedHashMap<>();
        for (String room : Tree.modules()) {
            Path folder = classesFolder(room);
            if (Files.isDirectory(folder)) {
                JavaClasses imported = new ClassFileImporter().importPath(folder);
                classes.put(room, imported);
                imported.forEach(type -> roomOfClass.put(type.getName(), room));
            }
        }
        return new Rooms(classes, roomOfClass);
    }

    static Path classesFolder(String room) {
        return Tree.root().resolve(room).resolve("target").resolve("classes");
    }

    /** The rooms that have classes, in build order. */
    List<String> names() {
        return List.copyOf(classes.keySet());
    }

    /** The classes of a room, without module and package descriptions. */
    List<JavaClass> classesOf(String room) {
        JavaClasses all = classes.get(room);
        if (all == null) {
            return List.of();
        }
        return all.stream()
                .filter(type -> !type.getSimpleName().endsWith("-info"))
                .toList();
    }

    /** The room of a class, unless it is a foreign one. */
    Optional<String> roomOf(String className) {
        return Optional.ofNullable(roomOfClass.get(className));
    }
}
