package io.penstock.documents.driver.apache;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * One conversation with a server that wants to know who connects, for mechanisms other than a plain user and password.
 * Made anew for each connection; it must not block.
 */
public interface ChallengeResponse {
    /** What is sent first. */
    CompletionStage<ByteBuffer> initialResponse();

    /** The answer to a challenge. */
    CompletionStage<ByteBuffer> answer(ByteBuffer challenge);
}
