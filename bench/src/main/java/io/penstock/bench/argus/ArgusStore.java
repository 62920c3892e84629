package io.penstock.bench.argus;

import io.penstock.bench.store.Store;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The patterns, one method each. Thread-safe. */
public interface ArgusStore extends Store {
    /** How many users there are from the start, numbered from 0. */
    int USERS = 1_000;

    /** Reads a user, and writes it when there is none. */
    CompletionStage<User> getOrCreate(long user);

    /** Reads the runs of a build that have a status, by an index. */
    CompletionStage<List<Run>> runs(long build, String status);

    /** Reads the latest runs of a build. */
    CompletionStage<List<Run>> latest(long build, int limit);

    /** Reads a user, changes the list of roles and writes the user. */
    CompletionStage<?> turnRoles(long user);

    /** Writes events of one run and kind in an unlogged batch. */
    CompletionStage<?> log(List<Event> events);

    /** Reads the latest notifications of somebody. */
    CompletionStage<List<Notification>> feed(long receiver, int limit);

    /** Reads a run and writes its status by its key. */
    CompletionStage<?> finish(long build, long number);

    /** Writes a comment with its collections. */
    CompletionStage<?> comment(Comment comment);

    /** Reads a run, then the user that it is assigned to. */
    CompletionStage<User> assignee(long build, long number);
}
