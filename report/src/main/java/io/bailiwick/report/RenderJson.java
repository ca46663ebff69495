package io.bailiwick.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report as JSON for a program; unknown is null, and says why beside it. */
public final class RenderJson {

    private final JsonGenerator json;

    private RenderJson(JsonGenerator json) {
        this.json = json;
    }

    public static String of(Report report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            new RenderJson(json).report(report);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text + "\n";
    }

    private void report(Report report) throws IOException {
        json.writeStartObject();
        json.writeStringField("from", report.period().from().toString());
        json.writeStringField("to", report.period().to().toString());
        text("jurisdiction", report.jurisdiction());
        json.writeStringField("source", report.collected().source());
        json.writeBooleanField("ttft_exact", report.collected().exact());
        json.writeArrayFieldStart("regions");
        for (Row row : report.rows()) {
            row(row);
        }
        json.writeEndArray();
        json.writeFieldName("total");
        row(report.total());
        best(report);
        prices(report);
        json.writeArrayFieldStart("notes");
        for (String note : Notes.of(report)) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void row(Row row) throws IOException {
        Tally tally = row.tally();
        json.writeStartObject();
        json.writeStringField("region", row.region());
        if (row.route() != null) {
            json.writeStringField("model", row.route());
        }
        json.writeNumberField("requests", tally.requests);
        json.writeObjectFieldStart("outcomes");
        for (Map.Entry<String, Long> outcome : tally.outcomes.entrySet()) {
            json.writeNumberField(outcome.getKey(), outcome.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("refused", row.refused());
        ratio("error_rate", row.errorRate());
        tokens(tally);
        ratio("hit_rate", tally.hitRate());
        cost(row.cost());
        penalty(row.penalty());
        ttft(tally.latency());
        json.writeEndObject();
    }

    private void tokens(Tally tally) throws IOException {
        json.writeObjectFieldStart("tokens");
        json.writeNumberField("input", tally.input());
        json.writeNumberField("input_of_unknown_cache", tally.inputOfUnknownReads());
        json.writeNumberField("cache_read", tally.cacheRead());
        json.writeNumberField("cache_write", tally.cacheWrite());
        json.writeNumberField("output", tally.output);
        json.writeNumberField("reasoning", tally.reasoning);
        json.writeNumberField("uncounted_exchanges", tally.uncounted);
        json.writeEndObject();
    }

    private void cost(Cost cost) throws IOException {
        json.writeObjectFieldStart("cost");
        json.writeBooleanField("known", cost.known());
        json.writeFieldName("priced");
        money(cost.priced());
        json.writeArrayFieldStart("unpriced");
        for (Cost.Unpriced each : cost.unpriced()) {
            json.writeStartObject();
            json.writeStringField("region", each.traffic().region());
            json.writeStringField("model", each.traffic().route());
            text("provider", each.traffic().provider());
            text("version", each.traffic().version());
            json.writeStringField("type", each.type());
            json.writeNumberField("tokens", each.tokens());
            json.writeStringField("why", each.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void penalty(Penalty penalty) throws IOException {
        json.writeObjectFieldStart("cache_penalty");
        Money known = penalty.<@Nullable Money>match(money -> money, why -> null);
        json.writeBooleanField("known", known != null);
        if (known != null) {
            json.writeFieldName("amount");
            money(known);
        } else {
            text("why", penalty.<@Nullable String>match(money -> null, why -> why));
        }
        json.writeEndObject();
    }

    private void money(Money money) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, BigDecimal> each : money.amounts().entrySet()) {
            json.writeFieldName(each.getKey());
            json.writeNumber(each.getValue().setScale(8, RoundingMode.HALF_UP).toPlainString());
        }
        json.writeEndObject();
    }

    private void ttft(@Nullable Latency latency) throws IOException {
        json.writeObjectFieldStart("ttft_ms");
        json.writeNumberField("streams", latency == null ? 0 : latency.count());
        ratio("p50", latency == null || latency.count() == 0 ? null : latency.millis(0.5));
        ratio("p95", latency == null || latency.count() == 0 ? null : latency.millis(0.95));
        json.writeEndObject();
    }

    private void best(Report report) throws IOException {
        json.writeObjectFieldStart("best_cache");
        for (Map.Entry<String, CachePenalty.Best> each : report.best().entrySet()) {
            json.writeObjectFieldStart(each.getKey());
            json.writeStringField("region", each.getValue().region());
            ratio("hit_rate", each.getValue().rate());
            json.writeNumberField("input", each.getValue().input());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void prices(Report report) throws IOException {
        json.writeArrayFieldStart("prices");
        for (PriceRow row : report.prices()) {
            json.writeStartObject();
            json.writeStringField("where", row.where());
            json.writeStringField("provider", row.provider().text());
            json.writeStringField("region", row.region().text());
            json.writeStringField("route", row.route().text());
            json.writeStringField("model", row.model().text());
            json.writeStringField("currency", row.currency());
            price("input", row.input());
            price("cached_input", row.cachedInput());
            price("cache_write", row.cacheWrite());
            price("output", row.output());
            text("as_of", row.asOf() == null ? null : row.asOf().toString());
            json.writeBooleanField("verified", row.verified());
            json.writeStringField("source", row.source());
            json.writeStringField("note", row.note());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void price(String name, @Nullable BigDecimal price) throws IOException {
        if (price == null) {
            json.writeNullField(name);
        } else {
            json.writeFieldName(name);
            json.writeNumber(price.stripTrailingZeros().toPlainString());
        }
    }

    private void text(String name, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value);
        }
    }

    private void ratio(String name, @Nullable Double value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeFieldName(name);
            json.writeNumber(BigDecimal.valueOf(value)
                    .setScale(6, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString());
        }
    }
}
