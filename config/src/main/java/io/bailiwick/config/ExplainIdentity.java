package io.bailiwick.config;

import io.bailiwick.config.Explanation.Question;
import io.bailiwick.identity.Answer;
import io.bailiwick.identity.ClientAddress;
import io.bailiwick.identity.CountryTable;
import io.bailiwick.identity.HostName;
import io.bailiwick.identity.IdentityRules;
import io.bailiwick.identity.Locate;
import io.bailiwick.identity.Tenant;
import io.bailiwick.identity.UnreadableException;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.Jurisdiction;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each source would answer of a request that carries what the question says. */
final class ExplainIdentity {

    private final IdentityRules rules;
    private final Question question;
    private final List<String> lines = new ArrayList<>();
    private final List<Jurisdiction> homes = new ArrayList<>();
    private final List<Jurisdiction> answers = new ArrayList<>();
    private @Nullable CountryTable countries;

    ExplainIdentity(IdentityRules rules, Question question) {
        this.rules = rules;
        this.question = question;
    }

    /** Why there is no answer: a code of a refusal, or {@code usage}. */
    record Wrong(String code, String why) {}

    List<String> lines() {
        return lines;
    }

    /** Of which one is the user's; none where no tenant is given. */
    List<Jurisdiction> homes() {
        return homes;
    }

    List<Jurisdiction> answers() {
        return answers;
    }

    /** Null where every source could be asked. */
    @Nullable
    Wrong gather() {
        Wrong noTable = table();
        Wrong wrong = tenant();
        wrong = wrong == null ? claim() : wrong;
        wrong = wrong == null ? country() : wrong;
        wrong = wrong == null ? address() : wrong;
        wrong = wrong == null ? host() : wrong;
        return wrong == null ? noTable : wrong;
    }

    /** Without it nobody is let in, whoever he is. */
    private @Nullable Wrong table() {
        Path database = rules.geoip();
        if (database == null) {
            return null;
        }
        try {
            countries = CountryTable.in(database);
            return null;
        } catch (UnreadableException bad) {
            return unavailable(database + " " + bad.getMessage());
        } catch (IOException missing) {
            return unavailable(database + " cannot be read on this machine");
        }
    }

    private static Wrong unavailable(String why) {
        return new Wrong("identity_unavailable", why + ", so nobody can tell whether a law is narrower");
    }

    private @Nullable Wrong tenant() {
        if (question.tenant() == null) {
            return null;
        }
        Tenant tenant = rules.tenants().named(question.tenant());
        if (tenant == null) {
            List<String> known =
                    rules.tenants().all().stream().map(Tenant::name).toList();
            return new Wrong(Explanation.USAGE, Explanation.unknown("tenant", question.tenant(), known));
        }
        homes.addAll(tenant.homes());
        lines.add("tenant '" + tenant + "' answers "
                + (homes.size() == 1
                        ? "'" + homes.get(0) + "'"
                        : "one of " + homes + ", which another source has to choose"));
        return null;
    }

    private @Nullable Wrong claim() {
        if (question.claim() == null) {
            return null;
        }
        Answer answer = Locate.claim(question.claim(), rules);
        add(
                "claim " + Quoted.of(answer.said()),
                answer,
                rules.tokens() != null && rules.tokens().home() != null,
                "identity.jwt.claim");
        return answer.jurisdictions().isEmpty()
                ? new Wrong("jurisdiction_unresolved", "the token's claim names no jurisdiction of this gateway")
                : null;
    }

    private @Nullable Wrong country() {
        String code = question.country();
        if (code == null) {
            return null;
        }
        Answer answer = Locate.saidCountry(code, rules);
        if (answer == null) {
            return new Wrong(Explanation.USAGE, "'" + Quoted.of(code) + "' is no ISO 3166-1 alpha-2 country code");
        }
        add("country " + answer.said(), answer, rules.country() != null, "identity.country");
        return null;
    }

    private @Nullable Wrong address() {
        if (question.address() == null) {
            return null;
        }
        InetAddress address = ClientAddress.parse(question.address());
        if (address == null) {
            return new Wrong(
                    Explanation.USAGE,
                    "'" + Quoted.of(question.address()) + "' is no address (expected: one such as 203.0.113.7)");
        }
        try {
            Country country = countries == null ? null : countries.of(address);
            if (country == null) {
                lines.add("address " + address.getHostAddress() + " answers nothing"
                        + (rules.geoip() == null ? ": identity.geoip is not in this policy" : ""));
            } else {
                add(
                        "address " + address.getHostAddress() + " in " + country,
                        Locate.country(country.code(), rules),
                        true,
                        "");
            }
            return null;
        } catch (UnreadableException broken) {
            return unavailable(rules.geoip() + " " + broken.getMessage());
        }
    }

    private @Nullable Wrong host() {
        if (question.host() == null) {
            return null;
        }
        String host = HostName.of(question.host());
        if (host == null) {
            return new Wrong(Explanation.USAGE, "'" + Quoted.of(question.host()) + "' is no host name");
        }
        add("host " + host, Locate.host(host, rules), !rules.hosts().isEmpty(), "identity.hosts");
        return null;
    }

    private void add(String said, Answer answer, boolean configured, String key) {
        answers.addAll(answer.jurisdictions());
        lines.add(said + " answers " + (answer.jurisdictions().isEmpty() ? "nothing" : answer.jurisdictions())
                + (configured ? "" : ", if this policy had " + key + ": no request can carry it now"));
    }
}
