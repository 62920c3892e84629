package io.penstock.postgres.testkit;

import io.penstock.PenstockException;
import io.penstock.testkit.DiskFault;
import io.penstock.testkit.TestkitError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** All failures to run a server, worded in one place. */
final class ServerFailures {
    private ServerFailures() {}

    static PenstockException portTaken(int port) {
        return new PenstockException(
                ServerError.PORT_TAKEN, "port " + port + " is taken; choose another one, or 0 for any free one");
    }

    static PenstockException folder(Path folder, IOException failed) {
        return DiskFault.isFull(failed) ? full(folder, failed) : notWritable(folder, failed);
    }

    static PenstockException initialise(List<String> output, Path folder) {
        PenstockException cause =
                new PenstockException(ServerError.NOT_STARTED, "initdb said:\n  " + String.join("\n  ", output));
        if (DiskFault.isFull(output)) {
            return full(folder, cause);
        }
        if (DiskFault.isReadOnly(output)) {
            return notWritable(folder, cause);
        }
        return new PenstockException(
                ServerError.NOT_STARTED,
                "the data folder " + folder + " could not be initialised: " + String.join("\n  ", output));
    }

    static PenstockException start(PenstockException failed, List<String> output, Path folder, int port) {
        if (DiskFault.isFull(output)) {
            return full(folder, failed);
        }
        if (output.stream().anyMatch(line -> line.contains("Address already in use"))) {
            return portTaken(port);
        }
        if (DiskFault.isReadOnly(output)) {
            return notWritable(folder, failed);
        }
        return failed.code() == TestkitError.CHILD_TIMEOUT
                ? new PenstockException(
                        ServerError.START_TIMEOUT, "the server was not ready in time: " + failed.getMessage(), failed)
                : new PenstockException(
                        ServerError.NOT_STARTED,
                        "the server ended before it was ready: " + failed.getMessage(),
                        failed);
    }

    private static PenstockException full(Path folder, Exception cause) {
        return new PenstockException(
                ServerError.DISK_FULL,
                "the disk of the server's folder " + folder
                        + " is full; free some space or choose another data directory",
                cause);
    }

    private static PenstockException notWritable(Path folder, Exception cause) {
        return new PenstockException(
                ServerError.FOLDER_NOT_WRITABLE,
                "the server's folder " + folder + " cannot be written to; choose another data directory or set"
                        + " java.io.tmpdir",
                cause);
    }
}
