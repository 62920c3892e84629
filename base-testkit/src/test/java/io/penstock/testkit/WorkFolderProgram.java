package io.penstock.testkit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;

/** Makes a throw-away folder, has a child work in it, prints both, and waits for the end of standard input. */
final class WorkFolderProgram {
    private WorkFolderProgram() {}

    @SuppressWarnings("SystemOut") // a program that answers on standard output
    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        WorkFolder folder = WorkFolder.throwAway(arguments[0]);
        Files.writeString(folder.path().resolve("data"), "some");
        ChildProcess child = folder.usedBy(ChildProcess.start(ChildProcess.Spec.of("cat", List.of("cat"))));
        out.println("ready " + child.pid() + " " + folder.path());
        System.in.transferTo(PrintStream.nullOutputStream());
    }
}
