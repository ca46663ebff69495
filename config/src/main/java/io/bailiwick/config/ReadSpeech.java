package io.bailiwick.config;

import io.bailiwick.providers.Api;
import io.bailiwick.providers.Provider;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads how an endpoint is spoken to: its provider's word, its paths, its calls, and what each request to it carries. */
record ReadSpeech(Findings findings, Typing typing) {

    private static final Pattern VERSION = Pattern.compile("20[0-9]{2}-[01][0-9]-[0-3][0-9](-preview)?");
    private static final Pattern DEPLOYMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    @Nullable
    Provider provider(Section section) {
        Collection<String> known = Provider.words();
        Node.Scalar word = typing.scalar(
                section.required("provider", "one of " + String.join(", ", known)),
                section.path("provider"),
                "one of " + String.join(", ", known));
        Provider provider = word == null ? null : Provider.ofWord(word.text());
        if (word != null && provider == null) {
            findings.unknown(word, "provider", known);
        }
        if (word != null && provider != null && !provider.spoken()) {
            findings.notInThisBuild(word.mark(), section.path("provider") + ": " + provider.word());
        }
        return provider;
    }

    /** Azure's dated paths name the deployment, and end in {@code /openai}. */
    @Nullable
    String apiVersion(Section section, Provider provider, BaseUrl.Accepted url) {
        Node node = section.get("api-version");
        boolean dated = url.uri().getRawPath().endsWith("/openai");
        if (node == null) {
            if (provider == Provider.AZURE && dated) {
                findings.problem(
                        section.markOf("url"),
                        section.path("url") + " ends in /openai (expected: /openai/v1, or an api-version beside it)");
            }
            return null;
        }
        if (provider != Provider.AZURE || !dated) {
            findings.problem(
                    node.mark(),
                    section.path("api-version") + " at " + url.uri()
                            + " (expected: provider azure and a url that ends in" + " /openai)");
            return null;
        }
        return typing.text(node, section.path("api-version"), VERSION, "a version such as 2024-10-21");
    }

    void checkDeployment(Node.Entry endpoint, @Nullable String apiVersion, String model) {
        if (apiVersion != null && !DEPLOYMENT.matcher(model).matches()) {
            findings.problem(
                    endpoint.key().mark(),
                    "endpoints." + endpoint.name() + ": '" + Quoted.of(model)
                            + "' is no deployment's name (expected: letters, digits, '.', '-' and '_')");
        }
    }

    /** On whose account it runs is the policy's to say, never a client's. */
    Map<String, String> headers(Section section, Provider provider) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String key : List.of("organization", "project")) {
            Node node = section.get(key);
            if (node != null && provider != Provider.OPENAI) {
                findings.problem(node.mark(), section.path(key) + " (expected: only where provider is openai)");
            } else if (node != null) {
                String id = typing.text(node, section.path(key), ACCOUNT, "an id such as proj_abc123");
                if (id != null) {
                    headers.put("openai-" + key, id);
                }
            }
        }
        return headers;
    }

    Set<String> apis(Section section, Provider provider, boolean dated) {
        Node node = section.get("apis");
        Set<Api> all = new LinkedHashSet<>(provider.spoken() ? provider.apis() : List.of(Api.values()));
        if (dated) {
            all.remove(Api.RESPONSES); // it stands beside the deployments there, at previews only
        }
        Set<String> spoken = words(all);
        if (node == null) {
            return provider.spoken() ? spoken : Set.of();
        }
        Set<String> apis = new LinkedHashSet<>();
        for (Node.Scalar word : typing.scalars(node, section.path("apis"), "a list of " + String.join(", ", spoken))) {
            if (spoken.contains(word.text())) {
                apis.add(word.text());
            } else {
                findings.unknown(word, "api of provider " + provider.word(), spoken);
            }
        }
        return apis;
    }

    private static Set<String> words(Collection<Api> apis) {
        return apis.stream().map(Api::word).collect(Collectors.toCollection(TreeSet::new));
    }
}
