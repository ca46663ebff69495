package io.bailiwick.e2e;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import io.bailiwick.residency.DecideHome;
import io.bailiwick.residency.Permitted;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** The rules of the house, apart from the code that they are checked against, so that a canary can break them. */
final class Architecture {

    private static final String GATEWAY = "io.bailiwick.gateway";
    private static final String SPINE = GATEWAY + ".spine";
    private static final String DOWNSTREAM = GATEWAY + ".downstream";
    private static final String UPSTREAM = GATEWAY + ".upstream";
    private static final String WIRE = GATEWAY + ".wire";
    private static final String ADMIN = GATEWAY + ".admin";
    private static final String DRILL = GATEWAY + ".drill";

    private static final String[] PLAIN_JAVA = {
        "java.lang",
        "java.math",
        "java.time",
        "java.util",
        "java.util.concurrent..",
        "java.util.function",
        "java.util.random",
        "java.util.regex",
        "java.util.stream",
        "org.jspecify.annotations"
    };

    static final ArchRule POLICY_IS_PURE = classes()
            .that()
            .resideInAPackage("io.bailiwick.residency..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(PLAIN_JAVA).or(resideInAnyPackage("io.bailiwick.residency..")));

    static final ArchRule ROUTING_IS_PURE = classes()
            .that()
            .resideInAPackage("io.bailiwick.routing..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(PLAIN_JAVA)
                    .or(resideInAnyPackage(
                            "io.bailiwick.residency..", "io.bailiwick.routing..", "io.github.resilience4j.."))
                    .or(type(URI.class)));

    static final ArchRule DOMAIN_IS_GIVEN_TIME_AND_CHANCE = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.bailiwick.residency..",
                    "io.bailiwick.routing..",
                    "io.bailiwick.providers..",
                    "io.bailiwick.credentials..",
                    "io.bailiwick.identity..",
                    "io.bailiwick.config..",
                    SPINE,
                    DOWNSTREAM,
                    DRILL,
                    UPSTREAM)
            .should()
            .accessTargetWhere(Reads.CLOCK_AND_CHANCE);

    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("io.bailiwick.(**)").should().beFreeOfCycles();

    static final ArchRule GATEWAY_PACKAGES_HAVE_ONE_ORDER = noClasses()
            .that()
            .resideInAPackage(UPSTREAM)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GATEWAY, SPINE, DOWNSTREAM, ADMIN, DRILL)
            .as("gateway.upstream knows none of its callers");

    static final ArchRule THE_WIRE_KNOWS_NOTHING_OF_THE_HOUSE = noClasses()
            .that()
            .resideInAPackage(WIRE)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("io.bailiwick..").and(DescribedPredicate.not(resideInAnyPackage(WIRE))))
            .as("gateway.wire knows bytes and HTTP, and nothing of this house");

    static final ArchRule SPINE_KNOWS_NO_EDGE = noClasses()
            .that()
            .resideInAPackage(SPINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GATEWAY, DOWNSTREAM, ADMIN, DRILL)
            .as("gateway.spine knows neither the client's edge nor the assembly");

    static final ArchRule EDGES_KNOW_NEITHER_EACH_OTHER_NOR_THE_ASSEMBLY = noClasses()
            .that()
            .resideInAnyPackage(DOWNSTREAM, ADMIN)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GATEWAY, UPSTREAM);

    static final ArchRule A_DRILL_KNOWS_NO_EDGE = noClasses()
            .that()
            .resideInAPackage(DRILL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GATEWAY, DOWNSTREAM, ADMIN)
            .as("gateway.drill knows neither the edges nor the assembly");

    static final ArchRule A_DRILL_MAKES_NO_REQUEST = noClasses()
            .that()
            .resideInAPackage(DRILL)
            .should()
            .accessTargetWhere(Calls.constructor(UPSTREAM + ".PermittedRequest"));

    static final ArchRule NETTY_LIVES_IN_GATEWAY_CORE = noClasses()
            .that()
            .resideOutsideOfPackages(GATEWAY + "..", "io.bailiwick.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    /**
     * InstanceRegion asks the machine's own metadata where it is, before anything is served. DrillClient is an operator's
     * tool: it speaks to the gateway that it is pointed at, and its one prompt is its own.
     * The command {@code report} asks the operator's own Prometheus. Neither is part of any request.
     * FetchIssuerKeys gets what an issuer publishes to everybody, on threads that no request's byte ever reaches.
     * EntraWire asks for the tokens that endpoints are shown: of their authority or of this machine, and nobody else.
     */
    static final ArchRule ONLY_UPSTREAM_DIALS_OUT = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.bailiwick.cli.ProbeCommand") // asks 127.0.0.1 and takes no address
            .and()
            .doNotHaveFullyQualifiedName(
                    "io.bailiwick.cli.TrainedGateway") // asks the gateway that it started, likewise
            .and()
            .resideOutsideOfPackages(UPSTREAM, "io.bailiwick.testkit..", "io.bailiwick.simulator..")
            .and()
            .doNotHaveFullyQualifiedName("io.bailiwick.cli.InstanceRegion")
            .and()
            .haveNameNotMatching("io\\.bailiwick\\.cli\\.DrillClient([$].*)?")
            .and()
            .doNotHaveFullyQualifiedName("io.bailiwick.report.PrometheusHttp")
            .and()
            .doNotHaveFullyQualifiedName("io.bailiwick.identity.FetchIssuerKeys")
            .and()
            .doNotHaveFullyQualifiedName("io.bailiwick.credentials.EntraWire")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "open a connection",
                    (JavaClass used) -> Set.of(
                                            "io.netty.bootstrap.Bootstrap",
                                            "io.netty.handler.codec.http.HttpClientCodec",
                                            "io.netty.handler.codec.http.HttpResponseDecoder",
                                            "io.netty.handler.codec.http.HttpRequestEncoder",
                                            "java.net.Socket",
                                            "java.net.DatagramSocket",
                                            "java.net.URLConnection",
                                            "java.net.HttpURLConnection",
                                            "java.nio.channels.SocketChannel",
                                            "java.nio.channels.AsynchronousSocketChannel")
                                    .contains(used.getFullName())
                            || used.getPackageName().startsWith("java.net.http")));

    static final ArchRule ONLY_THE_SPAN_TARGET_EXPORTS = noClasses()
            .that()
            .haveNameNotMatching("io\\.bailiwick\\.observability\\.OtlpTarget(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry.exporter..");

    /** MSAL has a wire of its own, which would look for proxies and for other hosts. */
    static final ArchRule ONLY_ASK_ENTRA_USES_MSAL = noClasses()
            .that()
            .haveNameNotMatching("io\\.bailiwick\\.credentials\\.(AskEntra|EntraWire)([$].*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.microsoft..");

    static final ArchRule THE_SPINE_WRITES_TO_NO_CHANNEL = noClasses()
            .that()
            .resideInAnyPackage(GATEWAY, SPINE)
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "a channel's write",
                    access -> access.getTarget().getName().startsWith("write")
                            && Reads.owner(access).isAssignableTo("io.netty.channel.ChannelOutboundInvoker")));

    static final ArchRule EVERY_UPSTREAM_PIPELINE_HAS_THE_BORDER_GUARD = classes()
            .that(Calls.theConstructorOf(UPSTREAM + ".ReplyDecoder"))
            .should(Calls.also("construct a BorderGuard", Calls.theConstructorOf(UPSTREAM + ".BorderGuard")));

    static final ArchRule REPLIES_ARE_READ_BY_ONE_DECODER = classes()
            .that(Calls.theConstructorOf("io.netty.handler.codec.http.HttpResponseDecoder"))
            .should()
            .haveFullyQualifiedName(UPSTREAM + ".ReplyDecoder");

    static final ArchRule ONLY_DECIDE_HOME_PERMITS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(DecideHome.class.getName())
            .should()
            .accessTargetWhere(Calls.constructor(Permitted.class.getName()));

    static final ArchRule REFUSALS_ARE_THROWN_IN_THE_SPINE = noClasses()
            .that()
            .resideOutsideOfPackage(SPINE)
            .should()
            .accessTargetWhere(Calls.constructor(SPINE + ".RefusedException"));

    static final ArchRule REFUSALS_ARE_CAUGHT_ONCE =
            classes().should(Calls.catchOnlyIn(SPINE + ".Spine", SPINE + ".RefusedException"));

    static final ArchRule ONLY_RENDER_REFUSAL_SPEAKS_A_REFUSAL = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(DOWNSTREAM + ".RenderRefusal")
            .and()
            .doNotHaveFullyQualifiedName(SPINE + ".Refusal")
            .should()
            .accessTargetWhere(Calls.method(SPINE + ".Refusal", "message", "param"));

    static final ArchRule EVERY_EXCHANGE_ENDS_IN_FINISH_EXCHANGE = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(SPINE + ".FinishExchange")
            .should()
            .accessTargetWhere(Calls.method(SPINE + ".ExchangeRecorder", "record")
                    .or(Calls.method(SPINE + ".Client", "end", "refuse", "breakOff")));

    static final ArchRule NAMES_SAY_WHAT_A_THING_IS =
            noClasses().should().haveNameMatching("(.*[.$])?(\\w*(Manager|Utils?|Helper|Impl)|Abstract[A-Z]\\w*)");

    static final ArchRule THE_PROCESS_IS_READ_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackages("io.bailiwick.cli..", "io.bailiwick.credentials..", "io.bailiwick.testkit..")
            .should()
            .accessTargetWhere(Reads.THE_PROCESS);

    static final ArchRule ONLY_CLI_USES_STANDARD_STREAMS = noClasses()
            .that()
            .resideOutsideOfPackages("io.bailiwick.cli..", "io.bailiwick.testkit..")
            .should()
            .accessTargetWhere(Reads.STANDARD_STREAMS);

    static final ArchRule STATIC_FIELDS_ARE_FINAL = fields().that()
            .areStatic()
            .and(DescribedPredicate.describe(
                    "are written by us",
                    (JavaField field) -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
            .should()
            .beFinal();

    /** But for two rooms that a thread lends to one writer after the other: nothing of a request stays in them. */
    static final ArchRule NO_STATIC_FIELD_HOLDS_STATE = noFields()
            .that()
            .areStatic()
            .and()
            .areNotDeclaredIn("io.bailiwick.gateway.wire.Scratch")
            .and()
            .areNotDeclaredIn("io.bailiwick.gateway.spine.EventRoom")
            .should()
            .haveRawType(resideInAnyPackage("java.util.concurrent.atomic", "java.util.concurrent")
                    .and(DescribedPredicate.not(assignableTo("java.util.concurrent.TimeUnit")))
                    .or(assignableTo(ThreadLocal.class))
                    .or(assignableTo("io.netty.util.concurrent.FastThreadLocal"))
                    .or(assignableTo(StringBuilder.class))
                    .or(DescribedPredicate.describe("changeable collections", Architecture::isChangeable)));

    private Architecture() {}

    /** What one module's code may depend on. */
    static ArchRule arrowsOf(HouseModule module) {
        return noClasses()
                .that()
                .resideInAPackage(module.packages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(module.forbiddenPackages())
                .as(module.directory() + " uses only "
                        + module.uses().stream()
                                .map(HouseModule::directory)
                                .sorted()
                                .toList());
    }

    private static boolean isChangeable(JavaClass raw) {
        return !raw.isInterface()
                && (raw.isAssignableTo(Collection.class) || raw.isAssignableTo(Map.class))
                && raw.getPackageName().startsWith("java.");
    }
}
