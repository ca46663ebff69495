package io.bailiwick.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.credentials.Secret;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One admin connection: probes for anybody who reaches it, everything else behind the token where there is one. */
final class AdminApi extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";

    /** No name at all is no browser. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(|localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);

    private final AdminView view;
    private final AdminPages pages;
    private final DrillApi drills;
    private final @Nullable Secret token;

    AdminApi(AdminView view, @Nullable Secret token) {
        this.view = view;
        this.pages = new AdminPages(view);
        this.drills = new DrillApi(view);
        this.token = token;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (!ctx.channel().isWritable()) {
            ctx.close(); // it asks for more than it reads
            return;
        }
        Answer answer = request.decoderResult().isFailure()
                ? new Answer(400, JSON, pages.bytes(pages.problem("request is not well-formed HTTP")))
                : answer(request);
        boolean keepAlive =
                HttpUtil.isKeepAlive(request) && !request.decoderResult().isFailure();
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status), Unpooled.wrappedBuffer(answer.body));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.type);
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        HttpUtil.setContentLength(response, answer.body.length);
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = ctx.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private Answer answer(FullHttpRequest request) {
        QueryStringDecoder target = new QueryStringDecoder(request.uri());
        String path = target.path();
        boolean get = request.method().equals(HttpMethod.GET);
        if (get && path.equals("/livez")) {
            return new Answer(200, TEXT, text("live\n"));
        }
        if (get && path.equals("/readyz")) {
            return view.isReady() ? new Answer(200, TEXT, text("ready\n")) : new Answer(503, TEXT, text("not ready\n"));
        }
        if (token == null && !isLoopback(request.headers().get(HttpHeaderNames.HOST, ""))) {
            return json(
                    403, pages.problem("without an admin token, ask by a name of loopback: localhost or 127.0.0.1"));
        }
        if (!authorized(request)) {
            return json(401, pages.problem("send the admin token as 'Authorization: Bearer …'"));
        }
        if (DrillApi.answers(path)) {
            DrillApi.Page page = drills.answer(request, path);
            return json(page.status(), page.content());
        }
        if (get) {
            return read(path, request.headers().get(HttpHeaderNames.ACCEPT));
        }
        if (request.method().equals(HttpMethod.DELETE)) {
            return delete(target);
        }
        return notFound();
    }

    private Answer read(String path, @Nullable String accept) {
        return switch (path) {
            case "/metrics" ->
                new Answer(
                        200, view.metrics().contentType(accept), view.metrics().scrape(accept));
            case "/v1/policy" -> json(200, pages.policy());
            case "/v1/endpoints" -> json(200, pages.endpoints());
            case "/v1/versions" -> json(200, pages.versions());
            default -> notFound();
        };
    }

    private Answer delete(QueryStringDecoder target) {
        String[] parts = target.path().split("/", -1);
        if (parts.length == 5 && target.path().startsWith("/v1/endpoints/") && parts[4].equals("quarantine")) {
            String endpoint = parts[3];
            if (!view.inForce().upstreams().containsKey(endpoint)) {
                return json(404, pages.problem("no endpoint is called '" + endpoint + "'"));
            }
            int lifted = view.liftQuarantine(endpoint);
            LOG.warn("an operator lifted the quarantine of {}: {} held", endpoint, lifted);
            return json(200, pages.said("lifted", lifted));
        }
        if (target.path().equals("/v1/exchanges")) {
            List<String> jurisdictions = target.parameters().getOrDefault("jurisdiction", List.of());
            if (jurisdictions.size() != 1 || !isKnown(jurisdictions.get(0))) {
                return json(400, pages.problem("name one known jurisdiction: /v1/exchanges?jurisdiction=J"));
            }
            String jurisdiction = jurisdictions.get(0);
            int cut = view.underway()
                    .cut(
                            exchange -> exchange.jurisdiction().equals(jurisdiction),
                            Refusal.of(RefusalCode.WITHDRAWN, "an operator ended the exchanges of this jurisdiction"));
            LOG.warn("an operator cut the exchanges of {}: {} under way", jurisdiction, cut);
            return json(200, pages.said("cut", cut));
        }
        return notFound();
    }

    /** A stream goes on under the policy that it began with, which may have had a jurisdiction that is gone. */
    private boolean isKnown(String jurisdiction) {
        return view.inForce().jurisdictions().containsKey(jurisdiction)
                || view.underway().any(exchange -> exchange.jurisdiction().equals(jurisdiction));
    }

    /** A page in an operator's browser can have its own name resolve to loopback, but not call itself by another's. */
    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    private boolean authorized(FullHttpRequest request) {
        if (token == null) {
            return true;
        }
        String sent = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
        return MessageDigest.isEqual(text(sent), text("Bearer " + token.reveal()));
    }

    private Answer notFound() {
        return json(404, pages.problem("not an admin path"));
    }

    private Answer json(int status, ObjectNode page) {
        return new Answer(status, JSON, pages.bytes(page));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.warn("an admin connection broke: {}", cause.toString());
        ctx.close();
    }

    private record Answer(int status, String type, byte[] body) {}
}
