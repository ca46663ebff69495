package io.bailiwick.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpResponse;
import io.bailiwick.testkit.TestCertificates;
import io.bailiwick.testkit.TokenGiver;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class AskEntraTest {

    private static final String SECRET = "canarySecret~8Q.xYz";
    private static final String TOKEN = "canaryToken.abc.def";
    private static final String SCOPE = "https://cognitiveservices.azure.com/.default";

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @TempDir
    private Path directory;

    private TestCertificates ours;
    private TokenGiver giver;

    @BeforeEach
    void start() throws IOException {
        ours = TestCertificates.in(directory, "ours");
        giver = TokenGiver.start(ours.server("127.0.0.1").context());
        told.start();
        root.addAppender(told);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void stop() {
        root.detachAppender(told);
        giver.close();
        threads.shutdownNow();
    }

    @Test
    void an_application_is_given_a_token_for_its_secret() {
        giver.gives(TOKEN, 3600);

        assertThat(fetched()).isEqualTo("token " + TOKEN);
        assertThat(giver.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.path()).startsWith("/contoso.example/oauth2/v2.0/token");
            assertThat(asked.form())
                    .contains("grant_type=client_credentials")
                    .contains("client_id=app-1")
                    .contains("cognitiveservices.azure.com%2F.default");
        });
    }

    @Test
    void each_question_is_asked_anew() {
        giver.gives("first", 3600);
        assertThat(fetched()).isEqualTo("token first");
        giver.gives("second", 3600);
        assertThat(fetched()).isEqualTo("token second");
    }

    @Test
    void a_refusal_goes_on_as_its_code_alone() {
        giver.answers(
                401,
                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: not " + SECRET + " please\"}");

        assertThat(fetched()).isEqualTo("failed answered 401 invalid_client AADSTS7000215");
    }

    @Test
    void a_refusal_that_repeats_the_secret_as_its_code_says_nothing() {
        giver.answers(400, "{\"error\":\"" + SECRET + "\",\"error_description\":\"" + SECRET + "\"}");

        assertThat(fetched()).isEqualTo("failed answered 400");
    }

    @Test
    void neither_secret_nor_token_ever_stands_in_a_line_of_the_log() {
        giver.gives(TOKEN, 3600);
        fetched();
        for (String body : List.of(
                "{\"error\":\"invalid_client\",\"error_description\":\"" + SECRET + TOKEN + "\"}",
                "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":\"" + SECRET + "\"}",
                TOKEN + SECRET,
                "")) {
            for (int status : new int[] {200, 302, 400, 401, 429, 500, 503}) {
                giver.answers(status, body);
                assertThat(fetched()).doesNotContain(SECRET).doesNotContain(TOKEN);
            }
        }
        assertThat(lines()).isNotEmpty().noneMatch(line -> line.contains(SECRET) || line.contains(TOKEN));
    }

    @Test
    void a_redirect_leads_nowhere() throws IOException {
        try (TokenGiver elsewhere = TokenGiver.start(ours.server("127.0.0.1").context())) {
            elsewhere.gives(TOKEN, 3600);
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                giver.behaves(exchange -> {
                    exchange.getResponseHeaders()
                            .set("location", elsewhere.authority() + "/contoso.example/oauth2/v2.0/token");
                    TokenGiver.answer(exchange, status, "");
                });
                assertThat(fetched()).isEqualTo("failed answered " + status);
            }
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void an_answer_without_end_is_not_held() {
        giver.answers(200, TokenGiver.token("x".repeat(EntraWire.MOST_BYTES * 2), 3600));

        assertThat(fetched()).startsWith("failed ");
    }

    @Test
    void what_no_header_could_carry_is_no_token() {
        giver.gives("a b", 3600);
        assertThat(fetched()).isEqualTo("failed gave a token that no header could carry");
        giver.gives("x".repeat(20_000), 3600);
        assertThat(fetched()).isEqualTo("failed gave a token that no header could carry");
        giver.gives(TOKEN, 0);
        assertThat(fetched()).startsWith("failed ");
    }

    @Test
    void a_giver_that_never_answers_is_a_failure_after_a_while() {
        giver.hangs();

        assertThat(fetched(new EntraWire(Duration.ofMillis(200)))).startsWith("failed did not answer");
    }

    @Test
    void a_giver_whose_authority_is_not_believed_any_more_is_shown_no_secret() throws IOException {
        EntraWire wire = new EntraWire();
        giver.gives(TOKEN, 3600);
        assertThat(fetched(wire)).startsWith("token ");
        int asked = giver.asked().size();
        Files.copy(TestCertificates.in(directory, "next").caFile(), ours.caFile(), StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(ours.caFile(), FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(fetched(wire)).startsWith("failed did not answer");
        assertThat(giver.asked()).hasSize(asked);
    }

    @Test
    void a_giver_that_is_away_is_a_failure() {
        giver.close();

        assertThat(fetched()).startsWith("failed did not answer");
    }

    @Test
    void a_giver_with_a_certificate_of_somebody_else_is_shown_no_secret() throws IOException {
        try (TokenGiver other = TokenGiver.start(
                TestCertificates.in(directory, "theirs").server("127.0.0.1").context())) {
            other.gives(TOKEN, 3600);

            assertThat(fetched(ask(other.authority()), new EntraWire())).startsWith("failed did not answer");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    @Timeout(60)
    void who_believed_a_file_that_was_replaced_ends_with_its_thread() throws IOException, InterruptedException {
        EntraWire wire = new EntraWire();
        giver.gives(TOKEN, 3600);
        Set<Thread> before = selectors();
        assertThat(fetched(wire)).isEqualTo("token " + TOKEN);
        Set<Thread> begun = selectors();
        begun.removeAll(before);
        assertThat(begun).hasSize(1);
        Path ca = ours.caFile();
        Files.setLastModifiedTime(
                ca, FileTime.from(Files.getLastModifiedTime(ca).toInstant().plusSeconds(5)));
        assertThat(wire.client(ca)).isSameAs(wire.client(ca));
        for (Thread each : begun) {
            while (each.isAlive()) {
                System.gc(); // the client's thread ends when nobody can use the client any more
                each.join(100);
            }
        }
    }

    @Test
    void a_proxy_of_the_machine_is_not_asked() {
        ProxySelector usual = ProxySelector.getDefault();
        AtomicInteger consulted = new AtomicInteger();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                consulted.incrementAndGet();
                return List.of(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                consulted.incrementAndGet();
            }
        });
        try {
            giver.gives(TOKEN, 3600);
            assertThat(fetched()).isEqualTo("token " + TOKEN);
        } finally {
            ProxySelector.setDefault(usual);
        }
        assertThat(consulted).hasValue(0);
    }

    @Test
    void a_managed_identity_is_asked_of_this_machine_alone() {
        RecordedWire wire = new RecordedWire("{\"access_token\":\"" + TOKEN
                + "\",\"expires_on\":\"4102444800\",\"resource\":\"r\",\"token_type\":\"Bearer\"}");

        assertThat(fetched(machine(null), wire)).isEqualTo("token " + TOKEN);
        assertThat(fetched(machine("c-2"), wire)).isEqualTo("token " + TOKEN);
        assertThat(wire.urls).hasSize(2);
        assertThat(wire.urls.get(0))
                .startsWith("http://169.254.169.254/metadata/identity/oauth2/token?")
                .contains("cognitiveservices.azure.com")
                .doesNotContain(".default");
        assertThat(wire.urls.get(1)).contains("client_id=c-2");
    }

    @Test
    void only_addresses_of_this_machine_are_its_metadata() {
        for (String mine :
                List.of("127.0.0.1", "127.1.2.3", "169.254.169.254", "169.254.130.2", "localhost", "[::1]")) {
            assertThat(ThisMachine.answersAt(mine)).as(mine).isTrue();
        }
        for (String other : List.of(
                "10.0.0.1", "127.0.0.1.evil.example", "169.254.1.999", "localhost.evil.example", "127.0.0.256", "")) {
            assertThat(ThisMachine.answersAt(other)).as(other).isFalse();
        }
    }

    private TokenAsk machine(String client) {
        return new TokenAsk(
                "azure",
                URI.create("https://a.openai.azure.com/openai/v1"),
                new EntraIdentity.ManagedIdentity(client),
                SCOPE);
    }

    private TokenAsk ask(URI authority) {
        return new TokenAsk(
                "azure",
                URI.create("https://a.openai.azure.com/openai/v1"),
                new EntraIdentity.ClientSecret(authority, "contoso.example", "app-1", Secret.of(SECRET), ours.caFile()),
                SCOPE);
    }

    private String fetched() {
        return fetched(new EntraWire());
    }

    private String fetched(EntraWire wire) {
        return fetched(ask(giver.authority()), wire);
    }

    private String fetched(TokenAsk ask, EntraWire wire) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        new AskEntra(threads, Clock.systemUTC(), wire)
                .fetch(
                        ask,
                        given -> answer.complete("token " + given.value().reveal()),
                        why -> answer.complete("failed " + why));
        return answer.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static Set<Thread> selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("SelectorManager"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (ILoggingEvent event : List.copyOf(told.list)) {
            lines.add(event.getLoggerName() + " " + event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : event.getThrowableProxy().getMessage()));
        }
        return lines;
    }

    /** Answers in place of the network. */
    private static final class RecordedWire extends EntraWire {

        private final List<String> urls = new ArrayList<>();
        private final String body;

        RecordedWire(String body) {
            this.body = body;
        }

        @Override
        IHttpResponse send(HttpClient client, HttpRequest asked) {
            urls.add(asked.url().toString());
            assertThat(asked.headers()).containsEntry("Metadata", "true");
            return new Answer(200, Map.of(), body);
        }
    }
}
