package io.bailiwick.gateway.downstream;

/**
 * The names of a client connection's handlers, in the order in which bytes meet them.
 *
 * <pre>
 *   bytes in  ->  flushes  ->  tls  ->  http-decoder  ->  accept-request  ->  (plain calls: Spine)
 *   bytes out <-  flushes  <-  tls  <-------------------  accept-request
 * </pre>
 *
 * Replies are written as the bytes that they are ({@link ResponseWriter}); decisions are not handlers at all.
 */
final class PipelineOrder {

    static final String FLUSHES = "flushes";
    static final String TLS = "tls";
    static final String DECODER = "http-decoder";
    static final String ACCEPT_REQUEST = "accept-request";

    private PipelineOrder() {}
}
