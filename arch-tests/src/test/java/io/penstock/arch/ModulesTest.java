package io.penstock.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every room is a named module, and what it calls internal stays inside. */
final class ModulesTest {
    @TestFactory
    Stream<DynamicTest> is_a_named_module() {
        return Rooms.built().names().stream()
                .filter(room -> !Rooms.built().classesOf(room).isEmpty())
                .map(room -> DynamicTest.dynamicTest(
                        room,
                        () -> assertThat(Rooms.classesFolder(room).resolve("module-info.class"))
                                .exists()));
    }

    @TestFactory
    Stream<DynamicTest> opens_internal_packages_to_nobody_in_general() {
        return descriptors()
                .map(module -> DynamicTest.dynamicTest(module.name(), () -> {
                    assertThat(module.exports())
                            .filteredOn(exported -> isInternal(exported.source()) && !exported.isQualified())
                            .isEmpty();
                    assertThat(module.isOpen()).isFalse();
                }));
    }

    @TestFactory
    Stream<DynamicTest> exports_only_packages_that_say_what_they_are() {
        return Rooms.built().names().stream()
                .map(room -> DynamicTest.dynamicTest(room, () -> {
                    for (ModuleDescriptor module : descriptorsOf(room).toList()) {
                        for (ModuleDescriptor.Exports exported : module.exports()) {
                            if (exported.isQualified()) {
                                continue;
                            }
                            Path source = Tree.root()
                                    .resolve(room)
                                    .resolve("src/main/java")
                                    .resolve(exported.source().replace('.', '/'))
                                    .resolve("package-info.java");
                            assertThat(source)
                                    .as("exported package %s", exported.source())
                                    .exists();
                        }
                    }
                }));
    }

    @Test
    void uses_no_internal_package_of_another_module() {
        List<String> wrong = new ArrayList<>();
        for (String room : Rooms.built().names()) {
            for (JavaClass type : Rooms.built().classesOf(room)) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    String targetRoom = Rooms.built().roomOf(target.getName()).orElse(room);
                    if (!targetRoom.equals(room)
                            && isInternal(target.getPackageName())
                            && !isExportedTo(targetRoom, target.getPackageName(), room)) {
                        wrong.add(dependency.getDescription());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void shows_no_internal_type_in_the_signatures_of_its_api() {
        List<String> wrong = new ArrayList<>();
        for (String room : Rooms.built().names()) {
            Set<String> exported = exportedToAll(room);
            for (JavaClass type : Rooms.built().classesOf(room)) {
                if (!type.getModifiers().contains(JavaModifier.PUBLIC) || !exported.contains(type.getPackageName())) {
                    continue;
                }
                type.getMethods().stream()
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(method -> isInternal(method.getRawReturnType().getPackageName())
                                || method.getRawParameterTypes().stream()
                                        .anyMatch(parameter -> isInternal(parameter.getPackageName())))
                        .forEach(method -> wrong.add(method.getFullName()));
            }
        }
        assertThat(wrong)
                .as("public methods of the API that name an internal type")
                .isEmpty();
    }

    private static Set<String> exportedToAll(String room) {
        return descriptorsOf(room)
                .flatMap(module -> module.exports().stream())
                .filter(exported -> !exported.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    private static boolean isInternal(String packageName) {
        return packageName.endsWith(".internal") || packageName.contains(".internal.");
    }

    private static boolean isExportedTo(String room, String packageName, String user) {
        List<String> users = descriptorsOf(user).map(ModuleDescriptor::name).toList();
        return descriptorsOf(room)
                .flatMap(module -> module.exports().stream())
                .anyMatch(exported -> exported.source().equals(packageName)
                        && exported.targets().stream().anyMatch(users::contains));
    }

    private static Stream<ModuleDescriptor> descriptors() {
        return Rooms.built().names().stream().flatMap(ModulesTest::descriptorsOf);
    }

    private static Stream<ModuleDescriptor> descriptorsOf(String room) {
        Path folder = Rooms.classesFolder(room);
        if (!Files.exists(folder.resolve("module-info.class"))) {
            return Stream.empty();
        }
        return ModuleFinder.of(folder).findAll().stream().map(found -> found.descriptor());
    }
}
