package io.penstock.cli;

import java.io.Console;

/** Who is at the other end. */
final class Terminals {
    private Terminals() {}

    /** Whether a person can type and read: input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // null is right before JDK 22, isTerminal() from then on
    static boolean isInteractive() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** Whether colours and a moving cursor are welcome. */
    static boolean isColourful() {
        return isInteractive() && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    }

    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("Console.isTerminal", impossible);
        }
    }
}
