package io.bailiwick.identity;

import io.bailiwick.identity.CheckToken.Checked;
import io.bailiwick.identity.Identification.Reason;
import io.bailiwick.identity.Identification.Waited;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who asks, by what they present; and what every source answers of where their user belongs. */
public final class Identify {

    private final Predicate<InetAddress> trustedProxies;
    private final Sources sources;

    /** {@code trustedProxies} are those whose {@code x-forwarded-for} is believed. */
    public Identify(Sources sources, Predicate<InetAddress> trustedProxies) {
        this.sources = sources;
        this.trustedProxies = trustedProxies;
    }

    /** {@code waited} is null the first time, and how waiting ended where a pending answer is asked for again. */
    public Identification of(Presented presented, @Nullable Waited waited) {
        List<Tenant> named = new ArrayList<>(2);
        List<Answer> answers = new ArrayList<>(4);
        Identification not = one(presented.bearer(), waited, named, answers);
        not = not == null ? one(presented.apiKey(), waited, named, answers) : not;
        if (not != null) {
            return not;
        }
        if (presented.certificate() != null) {
            named.addAll(sources.byCertificate(presented.certificate()));
        }
        if (named.isEmpty()) {
            return nobody("send a client key as 'Authorization: Bearer …' or 'x-api-key'");
        }
        Tenant tenant = named.get(0);
        if (named.size() > 1 && !named.stream().allMatch(tenant::equals)) {
            return nobody("the credentials of this request belong to different tenants");
        }
        Identification.Refused unlocated = new Locate(sources, trustedProxies).of(presented, answers);
        return unlocated == null ? new Identification.Known(tenant, answers) : unlocated;
    }

    /** Null where that credential names a tenant, or is not there. */
    private @Nullable Identification one(
            @Nullable String credential, @Nullable Waited waited, List<Tenant> named, List<Answer> answers) {
        if (credential == null) {
            return null;
        }
        Checked checked = sources.check(credential);
        if (checked == null) {
            Tenant tenant = sources.byKey(KeyDigest.of(credential.getBytes(StandardCharsets.UTF_8)));
            return tenant == null ? nobody("no tenant has this client key") : name(tenant, named);
        }
        return checked.<@Nullable Identification>match(
                token -> token(token, named, answers), Identify::nobody, missing -> wait(missing, waited));
    }

    private static @Nullable Identification name(Tenant tenant, List<Tenant> named) {
        named.add(tenant);
        return null;
    }

    private @Nullable Identification token(Checked.Token token, List<Tenant> named, List<Answer> answers) {
        IdentityRules rules = sources.rules();
        boolean says = rules.tokens() != null && rules.tokens().tenant() != null;
        List<Tenant> all = rules.tenants().all();
        Tenant tenant = says
                ? token.tenant() == null ? null : rules.tenants().named(token.tenant())
                : all.size() == 1 ? all.get(0) : null;
        if (tenant == null) {
            return nobody("the token names no tenant of this gateway");
        }
        if (token.home() != null) {
            Answer answer = Locate.claim(token.home(), rules);
            if (answer.jurisdictions().isEmpty()) {
                return new Identification.Refused(
                        Reason.UNRESOLVED, "the token's claim names no jurisdiction of this gateway");
            }
            answers.add(answer);
        }
        return name(tenant, named);
    }

    private Identification wait(Checked.Missing missing, @Nullable Waited waited) {
        if (waited == null) {
            return new Identification.Pending(sources.keys(missing.kid()));
        }
        return waited == Waited.ANSWERED && missing.anyKeys()
                ? nobody("the token is signed with a key that its issuer does not publish")
                : new Identification.Refused(
                        Reason.UNAVAILABLE,
                        "the issuer's keys are not here, so nobody can tell whether the token holds");
    }

    private static Identification nobody(String why) {
        return new Identification.Refused(Reason.UNAUTHENTICATED, why);
    }
}
