package io.bailiwick.identity;

import io.bailiwick.identity.Identification.Reason;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.Jurisdiction;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a user belongs, by what came with the request; none of it says who they are. */
public final class Locate {

    /** Two characters that are no country say that whoever writes the header does not know: {@code XX}, {@code T1}. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{2}");

    private final Sources sources;
    private final Predicate<InetAddress> trustedProxies;

    Locate(Sources sources, Predicate<InetAddress> trustedProxies) {
        this.sources = sources;
        this.trustedProxies = trustedProxies;
    }

    /** Adds what each source answers; refuses where one that is believed cannot be understood, or is not there to be asked. */
    Identification.@Nullable Refused of(Presented presented, List<Answer> answers) {
        IdentityRules rules = sources.rules();
        InetAddress peer = presented.peer();
        CountryHeader header = rules.country();
        if (header != null && peer != null && header.trusted().test(peer)) {
            List<String> lines = presented.headers().all(header.name());
            Answer said = lines.size() == 1 ? saidCountry(lines.get(0), rules) : null;
            if (said == null && !lines.isEmpty()) {
                return new Identification.Refused(
                        Reason.UNRESOLVED, "header '" + header.name() + "' does not name one country");
            }
            if (said != null) {
                answers.add(said);
            }
        }
        if (rules.geoip() != null && !sources.knowsAddresses()) {
            return new Identification.Refused(
                    Reason.UNAVAILABLE,
                    "the database of addresses is not here, so nobody can tell whether a law is narrower");
        }
        if (rules.geoip() != null && peer != null) {
            List<String> forwardedFor = presented.headers().all(ClientAddress.FORWARDED_FOR);
            try {
                answers.add(address(ClientAddress.of(peer, forwardedFor, trustedProxies), sources));
            } catch (UnreadableException broken) {
                return new Identification.Refused(
                        Reason.UNAVAILABLE,
                        "the database of addresses " + broken.why() + ", so nobody can tell whether a law is narrower");
            }
        }
        String host = rules.hosts().isEmpty() ? null : HostName.of(presented.host());
        if (host != null && rules.hosts().containsKey(host)) {
            answers.add(host(host, rules));
        }
        return null;
    }

    /** A name that nobody here has answers nothing, which refuses the token: an issuer that is believed said something. */
    public static Answer claim(String name, IdentityRules rules) {
        Jurisdiction named = rules.jurisdictions().get(name);
        return new Answer(Source.CLAIM, name, named == null ? List.of() : List.of(named));
    }

    /** As a trusted peer's header says it, in any case; null for what cannot be a country's code. */
    public static @Nullable Answer saidCountry(String said, IdentityRules rules) {
        String code = said.strip();
        return CODE.matcher(code).matches() ? country(code.toUpperCase(Locale.ROOT), rules) : null;
    }

    public static Answer country(String code, IdentityRules rules) {
        return new Answer(
                Source.COUNTRY,
                code,
                Country.isAssigned(code) ? rules.coverage().of(new Country(code)) : List.of());
    }

    public static Answer host(String name, IdentityRules rules) {
        Jurisdiction named = rules.hosts().get(name);
        return new Answer(Source.HOST, name, named == null ? List.of() : List.of(named));
    }

    /** By the database, where there is one and it knows the address; the address itself is not part of the answer. */
    private static Answer address(@Nullable InetAddress address, Sources sources) throws UnreadableException {
        Country country = address == null ? null : sources.country(address);
        return new Answer(
                Source.ADDRESS,
                country == null ? "unknown" : country.code(),
                country == null ? List.of() : sources.rules().coverage().of(country));
    }
}
