package io.bailiwick.observability;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Problem;
import io.bailiwick.gateway.PolicyObserver;
import io.bailiwick.gateway.spine.ExchangeObserver;
import io.bailiwick.gateway.spine.ExchangeRecord;
import java.io.OutputStream;
import java.util.List;
import java.util.function.LongSupplier;

/** For measuring alone: no line is written. */
public final class ExchangeLog implements ExchangeObserver, PolicyObserver, AutoCloseable {

    public ExchangeLog(OutputStream standardOutput, LogObserver observer, LongSupplier nanoTime) {}

    @Override
    public void finished(ExchangeRecord record) {}

    @Override
    public void rehearsed(String drill, ExchangeRecord record) {}

    @Override
    public void inForce(GatewaySnapshot snapshot) {}

    @Override
    public void refused(List<Problem> problems) {}

    @Override
    public void close() {}
}
