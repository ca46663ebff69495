package io.bailiwick.gateway.spine;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.identity.Tenant;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Step 2: who asks. A key is required; two keys must name one tenant. */
final class IdentifyCaller {

    Caller of(InboundHead head, GatewaySnapshot snapshot) {
        if (head.bearer() == null && head.apiKey() == null) {
            throw refused("send a client key as 'Authorization: Bearer …' or 'x-api-key'");
        }
        Tenant byBearer = find(head.bearer(), snapshot);
        Tenant byApiKey = find(head.apiKey(), snapshot);
        if (byBearer != null && byApiKey != null && !byBearer.name().equals(byApiKey.name())) {
            throw refused("the keys in 'Authorization' and 'x-api-key' belong to different tenants");
        }
        Tenant tenant = byBearer != null ? byBearer : byApiKey;
        if (tenant == null) {
            throw refused("no tenant has this client key");
        }
        return new Caller(tenant);
    }

    private static @Nullable Tenant find(@Nullable String key, GatewaySnapshot snapshot) {
        if (key == null) {
            return null;
        }
        Tenant tenant = snapshot.tenants().byKey(key.getBytes(StandardCharsets.UTF_8));
        if (tenant == null) {
            throw refused("no tenant has this client key");
        }
        return tenant;
    }

    private static RefusedException refused(String why) {
        return new RefusedException(Refusal.of(RefusalCode.AUTHENTICATION_FAILED, why));
    }
}
