package io.bailiwick.config;

import io.bailiwick.config.Upstream.HealthProbe;
import io.bailiwick.config.Upstream.UpstreamTls;
import io.bailiwick.credentials.Credential;
import io.bailiwick.providers.Abilities;
import io.bailiwick.providers.Provider;
import io.bailiwick.residency.Catalogue;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Promise;
import io.bailiwick.residency.Reach;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Endpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code endpoints}. */
final class ReadEndpoints {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    static final Pattern WORD = Pattern.compile("[a-z0-9][A-Za-z0-9_.:-]{0,62}");
    private static final Pattern ANTHROPIC_PATH = Pattern.compile("(?i)/anthropic(/|$)");
    private static final Pattern LOCATION = Pattern.compile("/locations/([^/]*)");
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9_.~/-]*");
    private static final String INFERENCE_GEO = "inference_geo";
    private static final int CONCURRENCY = 1000;
    private static final Duration HEALTH_EVERY = Duration.ofSeconds(10);

    private final Findings findings;
    private final Typing typing;
    private final ReadModels models;
    private final ReadCredential credentials;
    private final ReadPem pem;
    private final ReadSpeech speech;
    private final Catalogue catalogue;

    ReadEndpoints(
            Findings findings,
            Typing typing,
            ReadModels models,
            ReadCredential credentials,
            ReadPem pem,
            Catalogue catalogue) {
        this.findings = findings;
        this.typing = typing;
        this.models = models;
        this.credentials = credentials;
        this.pem = pem;
        this.speech = new ReadSpeech(findings, typing);
        this.catalogue = catalogue;
    }

    Declared<EndpointDraft> of(@Nullable Node node) {
        Declared<EndpointDraft> endpoints = new Declared<>("endpoint");
        for (Node.Entry entry : Section.entries(findings, "endpoints", node)) {
            if (NAME.matcher(entry.name()).matches()) {
                endpoints.add(entry.name(), one(entry));
            } else {
                findings.problem(entry.key(), "endpoint", "a name of letters, digits, '.', '-' and '_'");
            }
        }
        checkAgreement(node, endpoints);
        return endpoints;
    }

    /** Two names for one place must agree on where it is, unless a parameter of the requests tells them apart. */
    private void checkAgreement(@Nullable Node node, Declared<EndpointDraft> endpoints) {
        Map<Candidate.Key, Candidate> first = new HashMap<>();
        for (Node.Entry entry : Section.silently(node)) {
            EndpointDraft draft = endpoints.values().get(entry.name());
            if (draft == null || catalogue.asksForParameter(draft.host())) {
                continue;
            }
            for (Candidate candidate : draft.byRoute().values()) {
                Candidate other = first.putIfAbsent(candidate.key(), candidate);
                if (other != null && !other.reach().equals(candidate.reach())) {
                    findings.problem(
                            entry.key().mark(),
                            "endpoints." + entry.name() + ": " + candidate.model() + " reaches "
                                    + candidate.reach() + ", and " + other.reach() + " as '" + other.endpoint()
                                    + "' (expected: one reach for one url and model)");
                }
            }
        }
    }

    private @Nullable EndpointDraft one(Node.Entry entry) {
        String path = "endpoints." + entry.name();
        Section section = Section.of(
                findings,
                path,
                entry.key().mark(),
                entry.value(),
                "provider",
                "url",
                "sku",
                "reach",
                "credential",
                "models",
                "apis",
                "tls",
                "networks",
                "health",
                "features",
                "concurrency",
                "anthropic-beta",
                "api-version",
                "organization",
                "project");
        Provider written = speech.provider(section);
        BaseUrl.Accepted url = typing.url(section.required("url", BaseUrl.EXPECTED), path + ".url");
        Node modelsNode = section.required("models", "a mapping of routes to upstream models");
        Set<String> features = new ReadFeatures(findings, typing).of(section);
        Set<String> betas = words(section, "anthropic-beta", "a list of beta names");
        int concurrency = typing.integer(section.get("concurrency"), path + ".concurrency", 1, 1_000_000, CONCURRENCY);
        HealthProbe health = health(section);
        List<Cidr> networks = typing.cidrs(section.get("networks"), path + ".networks");
        if (written == null || url == null || modelsNode == null) {
            return null;
        }
        UpstreamTls tls = tls(section, url);
        String host = host(section, url, tls);
        Provider provider = written.at(Provider.ofWord(catalogue.providerAt(host)));
        String apiVersion = speech.apiVersion(section, provider, url);
        Map<String, String> headers = speech.headers(section, provider);
        Set<String> apis = speech.apis(section, provider, apiVersion != null);
        checkEncryption(section, url, host);
        checkLocation(section, url, host);
        Credential credential = credential(
                section, new ReadCredential.Holder(entry.name(), provider, url, host, catalogue.knows(host)));
        Map<String, ReadModels.Model> read = models.of(
                modelsNode,
                new ReadModels.Defaults(
                        entry.key().mark(),
                        path,
                        host,
                        speaks(provider, url, host),
                        section.get("sku"),
                        section.get("reach")));
        if (modelsNode instanceof Node.Mapping mapping && mapping.entries().isEmpty()) {
            findings.problem(
                    section.markOf("models"),
                    section.path("models") + ": found no route (expected: a mapping of routes to upstream models)");
        }
        if (credential == null || read.isEmpty()) {
            return null;
        }
        if (read.values().stream().allMatch(model -> noClientChoosesWhere(model.promise()))) {
            features.add(INFERENCE_GEO);
        }
        boolean gated = read.values().stream().anyMatch(model -> model.promise().promise() == Evidence.DECLARED);
        Endpoint endpoint = new Endpoint(entry.name(), url.uri(), provider.word(), apis, features, gated, concurrency);
        Map<String, Candidate> byRoute = new LinkedHashMap<>();
        Map<String, Promise> promises = new LinkedHashMap<>();
        Map<String, Abilities> abilities = new LinkedHashMap<>();
        Map<Candidate, Candidate> same = new HashMap<>(); // many routes may ask for one model: they share what it is
        read.forEach((route, model) -> {
            Promise promise = model.promise();
            promises.put(model.name(), promise);
            abilities.put(model.name(), model.abilities());
            speech.checkDeployment(entry, apiVersion, model.name());
            Candidate candidate =
                    new Candidate(endpoint, model.name(), promise.reach(), promise.promise(), promise.best());
            byRoute.put(route, same.computeIfAbsent(candidate, first -> first));
        });
        return new EndpointDraft(
                new Upstream(
                        endpoint,
                        provider,
                        credential,
                        tls,
                        networks,
                        health,
                        betas,
                        promises,
                        abilities,
                        new Upstream.Manner(apiVersion, headers)),
                host,
                byRoute,
                Section.names(modelsNode));
    }

    /** Whether a client's {@code inference_geo} changes nothing: it is overwritten, or no place is promised. */
    private static boolean noClientChoosesWhere(Promise promise) {
        return promise.inferenceGeo() != null || promise.reach().equals(Reach.anywhere());
    }

    /** Whose host it is: a known one's name in the certificate says so even where the url names an address. */
    private String host(Section section, BaseUrl.Accepted url, @Nullable UpstreamTls tls) {
        String name = tls == null ? null : tls.name();
        if (name == null || !catalogue.knows(name) || name.equalsIgnoreCase(url.host())) {
            return url.host();
        }
        if (catalogue.knows(url.host())) {
            findings.problem(
                    section.markOf("tls"),
                    section.path("tls.name") + ": found '" + name + "' for '" + url.host()
                            + "' (expected: one host of one provider)");
        }
        return name;
    }

    /** Whose models answer at a host that has several: Azure's path for Anthropic's says so, whatever the word. */
    private String speaks(Provider provider, BaseUrl.Accepted url, String host) {
        boolean anthropics = catalogue.asksForSku(host)
                && ANTHROPIC_PATH.matcher(url.uri().getRawPath()).find();
        return anthropics ? Provider.ANTHROPIC.word() : provider.word();
    }

    private void checkLocation(Section section, BaseUrl.Accepted url, String host) {
        String location = catalogue.locationAt(host);
        Matcher named = LOCATION.matcher(url.uri().getRawPath());
        if (location != null && named.find() && !named.group(1).equals(location)) {
            findings.problem(
                    section.markOf("url"),
                    section.path("url") + ": its path names the location '" + Quoted.of(named.group(1))
                            + "' (expected: '" + location + "', as '" + host + "' says)");
        }
    }

    private void checkEncryption(Section section, BaseUrl.Accepted url, String host) {
        if (!url.isEncrypted() && catalogue.knows(host)) {
            findings.problem(
                    section.markOf("url"),
                    section.path("url") + ": found plain http to '" + host + "' (expected: https)");
        } else if (!url.isEncrypted() && section.get("credential") != null && !Cidr.isLoopback(url.host())) {
            findings.warning(section.markOf("url"), section.path("url") + " carries its credential unencrypted");
        }
    }

    private @Nullable Credential credential(Section section, ReadCredential.Holder holder) {
        Node node = section.get("credential");
        if (node != null) {
            return credentials.of(node, section.path("credential"), holder);
        }
        if (catalogue.knows(holder.host())) {
            findings.warning(
                    section.mark(),
                    section.path("credential") + " is left out, and '" + holder.host() + "' asks for one");
        }
        return Credential.NONE;
    }

    private @Nullable UpstreamTls tls(Section endpoint, BaseUrl.Accepted url) {
        Node node = endpoint.get("tls");
        if (node == null) {
            return null;
        }
        String path = endpoint.path("tls");
        Section section = Section.of(findings, path, node.mark(), node, "ca", "name");
        if (!url.isEncrypted()) {
            findings.problem(node.mark(), path + " at a plain http url (expected: https)");
        }
        String name = typing.text(section.get("name"), path + ".name", NAME, "the name in the certificate");
        return new UpstreamTls(pem.of(section.get("ca"), path + ".ca"), name);
    }

    private @Nullable HealthProbe health(Section endpoint) {
        Node node = endpoint.get("health");
        if (node == null) {
            return null;
        }
        String path = endpoint.path("health");
        Section section = Section.of(findings, path, node.mark(), node, "path", "every");
        String probed = typing.text(
                section.required("path", "the path to ask for"), path + ".path", PATH, "a path such as /v1/models");
        Duration every = typing.duration(section.get("every"), path + ".every", HEALTH_EVERY);
        return probed == null ? null : new HealthProbe(probed, every);
    }

    private Set<String> words(Section section, String key, String expected) {
        Set<String> words = new LinkedHashSet<>();
        for (Node.Scalar scalar : typing.scalars(section.get(key), section.path(key), expected)) {
            if (WORD.matcher(scalar.text()).matches()) {
                words.add(scalar.text());
            } else {
                findings.problem(scalar, section.path(key), expected);
            }
        }
        return words;
    }
}
