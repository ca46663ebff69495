package io.bailiwick.gateway.downstream;

/**
 * The names of a client connection's handlers, in the order in which bytes meet them.
 *
 * <pre>
 *   bytes in  ->  tls  ->  http-decoder  ->  slow-reader  ->  accept-request  ->  (plain calls: Spine)
 *   bytes out <-  tls  <-  http-encoder  <-  slow-reader  <-  accept-request
 * </pre>
 *
 * Decoder and encoder are apart because the decoder has to see raw heads; decisions are not handlers at all.
 */
final class PipelineOrder {

    static final String TLS = "tls";
    static final String DECODER = "http-decoder";
    static final String ENCODER = "http-encoder";
    static final String SLOW_READER = "slow-reader";
    static final String ACCEPT_REQUEST = "accept-request";

    private PipelineOrder() {}
}
