package io.bailiwick.cli;

import io.bailiwick.report.LogSource;
import io.bailiwick.report.MakeReport;
import io.bailiwick.report.Moment;
import io.bailiwick.report.Period;
import io.bailiwick.report.PriceFile;
import io.bailiwick.report.PriceTable;
import io.bailiwick.report.PrometheusSource;
import io.bailiwick.report.Question;
import io.bailiwick.report.RenderHtml;
import io.bailiwick.report.RenderJson;
import io.bailiwick.report.RenderText;
import io.bailiwick.report.Report;
import io.bailiwick.report.Source;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "What it cost, region by region: requests, tokens, money, cache, time to first token, errors.")
@SuppressWarnings("NullAway.Init") // fields are set by picocli before call
final class ReportCommand implements Callable<Integer> {

    enum Format {
        text,
        json,
        html
    }

    /** Exactly one of them. */
    static final class From {
        @Option(
                names = "--log",
                arity = "1..*",
                paramLabel = "FILE",
                description = "the gateway's exchange lines; rotated and gzipped files too")
        private @Nullable List<Path> log;

        @Option(
                names = "--prometheus",
                paramLabel = "URL",
                description = "the Prometheus that scrapes the gateways, such as http://127.0.0.1:9090")
        private @Nullable String prometheus;
    }

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private From source;

    @Option(names = "--token", paramLabel = "FILE", description = "a bearer token for --prometheus")
    private @Nullable Path token;

    @Option(names = "--from", paramLabel = "T", description = "first moment; default ${DEFAULT-VALUE}; " + Moment.FORMS)
    private String from = "-24h";

    @Option(names = "--to", paramLabel = "T", description = "the moment after the last; default ${DEFAULT-VALUE}")
    private String to = "now";

    @Option(names = "--by", paramLabel = "WHAT", description = "region or region,model; default ${DEFAULT-VALUE}")
    private String by = "region";

    @Option(names = "--jurisdiction", paramLabel = "J", description = "only its exchanges")
    private @Nullable String jurisdiction;

    @Option(names = "--prices", paramLabel = "FILE", description = "prices that go before the built-in ones (CSV)")
    private @Nullable Path prices;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    private Format format = Format.text;

    @Option(names = "--out", paramLabel = "FILE", description = "writes there instead of printing")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        Question question = new Question(period(Instant.now()), jurisdiction);
        boolean byRoute = byRoute();
        MakeReport make = new MakeReport(prices());
        ReportProgress progress = new ReportProgress(spec.commandLine().getErr(), System::nanoTime);
        Source asked = source();
        Report report = make.of(question, asked.read(question, progress), byRoute);
        deliver(render(report));
        return Exit.HOLDS;
    }

    private Period period(Instant now) {
        Instant first = moment("--from", from, now);
        Instant after = moment("--to", to, now);
        if (!first.isBefore(after)) {
            throw usage("--from " + from + " --to " + to + " (expected: --from before --to)");
        }
        return new Period(first, after);
    }

    private Instant moment(String option, String text, Instant now) {
        try {
            return Moment.of(text, now);
        } catch (IllegalArgumentException wrong) {
            throw usage(option + ": " + wrong.getMessage());
        }
    }

    private boolean byRoute() {
        return switch (by) {
            case "region" -> false;
            case "region,model" -> true;
            default -> throw usage("--by " + by + " (expected: region or region,model)");
        };
    }

    private PriceTable prices() throws IOException {
        if (prices == null) {
            return PriceFile.builtIn();
        }
        return PriceFile.read(prices.toString(), Files.readString(prices)).before(PriceFile.builtIn());
    }

    private Source source() throws IOException {
        List<Path> files = source.log;
        if (files != null) {
            if (token != null) {
                throw usage("--token goes with --prometheus, not with --log");
            }
            return new LogSource(files);
        }
        if (jurisdiction != null) {
            throw usage("--jurisdiction with --prometheus: the counters of tokens and times know no jurisdiction"
                    + " (expected: --log)");
        }
        return new PrometheusSource(
                address(), token == null ? null : HeaderSecret.in(spec.commandLine(), "--token", token));
    }

    private URI address() {
        String text = String.valueOf(source.prometheus);
        try {
            URI address = new URI(text);
            if (WebAddress.isPlain(address)) {
                return address;
            }
        } catch (URISyntaxException wrong) {
            throw noAddress(text);
        }
        throw noAddress(text);
    }

    private ParameterException noAddress(String text) {
        return usage("--prometheus " + text + " " + WebAddress.EXPECTED);
    }

    private String render(Report report) {
        return switch (format) {
            case text -> RenderText.of(report);
            case json -> RenderJson.of(report);
            case html -> RenderHtml.of(report);
        };
    }

    private void deliver(String text) throws IOException {
        if (out == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            Files.writeString(out, text, StandardCharsets.UTF_8);
            spec.commandLine().getErr().println("bailiwick: wrote " + out);
        }
    }

    private ParameterException usage(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
