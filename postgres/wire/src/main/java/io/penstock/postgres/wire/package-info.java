/**
 * The messages of the PostgreSQL protocol and their bytes.
 *
 * <ul>
 *   <li>{@link io.penstock.postgres.wire.FrontendMessage} and {@link io.penstock.postgres.wire.BackendMessage}: what
 *       client and server say, as records.
 *   <li>{@link io.penstock.postgres.wire.FrontendEncoder} writes many client messages into one
 *       {@link io.penstock.postgres.wire.WireBuffer}; {@link io.penstock.postgres.wire.BackendDecoder} turns received
 *       bytes into server messages. {@link io.penstock.postgres.wire.BackendEncoder} and
 *       {@link io.penstock.postgres.wire.FrontendDecoder} are the server's side of the same.
 *   <li>{@code wire.auth}: logging in, as a state machine without I/O. {@code wire.type}: values of PostgreSQL types.
 * </ul>
 *
 * <p>A client's life, with {@code io} standing for its socket:
 *
 * <pre>{@code
 * var out = new FrontendEncoder(new WireBuffer());
 * var in = new BackendDecoder();
 * var login = new Login(settings, credentials);
 * out.write(login.start());                       // then feed in.next() to login.on(…) until Ready
 *
 * out.write(new Parse("s1", "select name from town where id = $1", List.of()))
 *    .write(new Describe(Target.STATEMENT, "s1"))
 *    .sync();                                     // ParseComplete ParameterDescription RowDescription Ready
 *
 * out.bind("s1", codecs, values, List.of(Format.BINARY)).execute(0).sync();
 * io.write(out.buffer().view());                  // one write for the burst
 * out.buffer().clear();                           // BindComplete DataRow* CommandComplete Ready
 * }</pre>
 */
package io.penstock.postgres.wire;
