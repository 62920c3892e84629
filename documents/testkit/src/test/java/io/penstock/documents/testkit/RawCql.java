package io.penstock.documents.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A few frames of the native protocol, version 4: enough to run a statement and count its rows without a driver. */
final class RawCql implements AutoCloseable {
    private static final int STARTUP = 1;
    private static final int READY = 2;
    private static final int QUERY = 7;
    private static final int RESULT = 8;
    private static final int ROWS = 2;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    RawCql(CassandraNode node) throws IOException {
        socket = new Socket(node.host(), node.port());
        socket.setSoTimeout(30_000);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream options = new DataOutputStream(body);
        options.writeShort(1);
        options.writeUTF("CQL_VERSION");
        options.writeUTF("3.0.0");
        send(STARTUP, body.toByteArray());
        receive(READY);
    }

    /** Runs a statement and returns the number of rows it gives, 0 for one without rows. */
    int run(String cql) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream query = new DataOutputStream(body);
        byte[] text = cql.getBytes(StandardCharsets.UTF_8);
        query.writeInt(text.length);
        query.write(text);
        query.writeShort(1);
        // Skips the description of the columns.
        query.writeByte(2);
        send(QUERY, body.toByteArray());
        DataInputStream result = receive(RESULT);
        if (result.readInt() != ROWS) {
            return 0;
        }
        result.readInt();
        result.readInt();
        return result.readInt();
    }

    private void send(int opcode, byte[] body) throws IOException {
        out.write(new byte[] {4, 0, 0, 0, (byte) opcode});
        out.writeInt(body.length);
        out.write(body);
        out.flush();
    }

    private DataInputStream receive(int expected) throws IOException {
        byte[] header = in.readNBytes(5);
        byte[] body = in.readNBytes(in.readInt());
        if (header[4] != expected) {
            throw new IOException("opcode " + header[4] + ": " + new String(body, StandardCharsets.UTF_8));
        }
        return new DataInputStream(new ByteArrayInputStream(body));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
