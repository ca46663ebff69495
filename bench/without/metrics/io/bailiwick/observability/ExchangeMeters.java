package io.bailiwick.observability;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.spine.ExchangeRecord;
import org.jspecify.annotations.Nullable;

/** For measuring alone: no exchange is counted. */
final class ExchangeMeters {

    ExchangeMeters(Meters meters, Labels labels, VersionMeters versions, GenAiMeters genAi) {}

    void inForce(GatewaySnapshot snapshot) {}

    void count(ExchangeRecord record, @Nullable Traced by) {}
}
