package io.bailiwick.gateway.admin;

import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an admin connection answers to whoever was let in. */
final class AdminApi extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);

    private final AdminView view;
    private final AdminPages pages;
    private final DrillApi drills;

    AdminApi(AdminView view) {
        this.view = view;
        this.pages = new AdminPages(view);
        this.drills = new DrillApi(view);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        boolean broken = request.decoderResult().isFailure();
        AdminTarget target = broken ? null : AdminTarget.of(request.uri());
        AdminAnswer answer = target == null ? AdminAnswer.malformed() : answer(request, target);
        answer.send(ctx, HttpUtil.isKeepAlive(request) && !broken);
    }

    private AdminAnswer answer(FullHttpRequest request, AdminTarget target) {
        if (DrillApi.answers(target.path())) {
            DrillApi.Page page = drills.answer(request, target.path());
            return AdminAnswer.json(page.status(), page.content());
        }
        if (request.method().equals(HttpMethod.GET)) {
            return read(target.path(), request.headers().get(HttpHeaderNames.ACCEPT));
        }
        if (request.method().equals(HttpMethod.DELETE)) {
            return delete(target);
        }
        return notFound();
    }

    private AdminAnswer read(String path, @Nullable String accept) {
        return switch (path) {
            case "/metrics" ->
                new AdminAnswer(
                        200, view.metrics().contentType(accept), view.metrics().scrape(accept));
            case "/v1/policy" -> AdminAnswer.json(200, pages.policy());
            case "/v1/endpoints" -> AdminAnswer.json(200, pages.endpoints());
            case "/v1/versions" -> AdminAnswer.json(200, pages.versions());
            default -> notFound();
        };
    }

    private AdminAnswer delete(AdminTarget target) {
        String[] parts = target.path().split("/", -1);
        if (parts.length == 5 && target.path().startsWith("/v1/endpoints/") && parts[4].equals("quarantine")) {
            String endpoint = parts[3];
            if (!view.inForce().upstreams().containsKey(endpoint)) {
                return AdminAnswer.problem(404, "no endpoint is called '" + endpoint + "'");
            }
            int lifted = view.liftQuarantine(endpoint);
            LOG.warn("an operator lifted the quarantine of {}: {} held", endpoint, lifted);
            return AdminAnswer.json(200, pages.said("lifted", lifted));
        }
        if (target.path().equals("/v1/exchanges")) {
            List<String> jurisdictions = target.parameters().getOrDefault("jurisdiction", List.of());
            if (jurisdictions.size() != 1 || !isKnown(jurisdictions.get(0))) {
                return AdminAnswer.problem(400, "name one known jurisdiction: /v1/exchanges?jurisdiction=J");
            }
            String jurisdiction = jurisdictions.get(0);
            int cut = view.underway()
                    .cut(
                            exchange -> exchange.jurisdiction().equals(jurisdiction),
                            Refusal.of(RefusalCode.WITHDRAWN, "an operator ended the exchanges of this jurisdiction"));
            LOG.warn("an operator cut the exchanges of {}: {} under way", jurisdiction, cut);
            return AdminAnswer.json(200, pages.said("cut", cut));
        }
        return notFound();
    }

    /** A stream goes on under the policy that it began with, which may have had a jurisdiction that is gone. */
    private boolean isKnown(String jurisdiction) {
        return view.inForce().jurisdictions().containsKey(jurisdiction)
                || view.underway().any(exchange -> exchange.jurisdiction().equals(jurisdiction));
    }

    private AdminAnswer notFound() {
        return AdminAnswer.problem(404, "not an admin path");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // What it says may be the caller's words.
        LOG.warn("an admin connection broke: {}", cause.getClass().getSimpleName());
        ctx.close();
    }
}
