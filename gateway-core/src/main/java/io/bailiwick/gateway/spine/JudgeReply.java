package io.bailiwick.gateway.spine;

import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.JudgeEvidence;
import io.bailiwick.residency.JudgeEvidence.Verdict;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Reach;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.RoutingObserver;
import io.bailiwick.routing.health.Quarantine;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Inside step 9: what a reply says of where it ran, held against the boundary before a byte of it goes on. */
final class JudgeReply {

    private final JudgeEvidence judgeEvidence;
    private final Quarantine quarantine;
    private final RoutingObserver observer;

    enum Finding {
        ENOUGH,
        /** It shows less of where it ran than this jurisdiction accepts. */
        TOO_WEAK,
        /** It ran outside, by its own words: its place is in quarantine, whether anybody waits for the reply or not. */
        OUTSIDE
    }

    JudgeReply(JudgeEvidence judgeEvidence, Quarantine quarantine, RoutingObserver observer) {
        this.judgeEvidence = judgeEvidence;
        this.quarantine = quarantine;
        this.observer = observer;
    }

    /** Where else than declared a reply's head hints that it ran; null where it does not. */
    @Nullable
    Reach hint(Candidate candidate, HttpHeaders headers) {
        String region = UpstreamHead.region(headers);
        return region == null ? null : judgeEvidence.hint(candidate.reach(), region);
    }

    /**
     * Judges, and stamps the exchange with it.
     *
     * @param stated what the reply says of where it ran
     * @param hint where else than declared its head says that it may have run; null for nowhere else
     * @param answers whether it is an answer; a 4xx about the request itself has nothing to prove
     */
    Finding of(Exchange exchange, Candidate candidate, @Nullable String stated, @Nullable Reach hint, boolean answers) {
        Verdict verdict = judgeEvidence.of(exchange.permitted(), candidate.reach(), candidate.promise(), stated, hint);
        exchange.judged(verdict);
        Reach seen = verdict.seen();
        boolean outside = verdict.evidence() == Evidence.CONTRADICTED;
        if (seen != null && (outside || !candidate.reach().covers(seen))) {
            // For all whom it would cross a border for: no prompt of theirs has to show it again.
            Collection<Jurisdiction> whom = outside
                    ? quarantine.add(candidate.key(), exchange.permitted().jurisdiction(), seen)
                    : quarantine.addOthers(candidate.key(), seen);
            whom.forEach(each -> observer.quarantined(candidate, each, seen.shown()));
        }
        if (outside) {
            return Finding.OUTSIDE;
        }
        return answers && !exchange.permitted().accepts(verdict.evidence()) ? Finding.TOO_WEAK : Finding.ENOUGH;
    }
}
