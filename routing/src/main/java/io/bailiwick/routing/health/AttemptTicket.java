package io.bailiwick.routing.health;

import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.RestReason;
import io.bailiwick.routing.waiting.WaitingLines;
import java.time.Duration;

/** A permit for one attempt at a place that it has entered; ends exactly once, with the true ending. */
final class AttemptTicket implements Admission.Ticket {

    private final PlaceState place;
    private final Candidate candidate;
    private final WaitingLines waiting;
    private boolean answered;
    private boolean ended;

    AttemptTicket(PlaceState place, Candidate candidate, WaitingLines waiting) {
        this.place = place;
        this.candidate = candidate;
        this.waiting = waiting;
    }

    @Override
    public void answers() {
        if (!ended && !answered) {
            answered = true;
            place.attemptAnswered();
        }
    }

    @Override
    public void succeeded() {
        answers();
        if (end()) {
            changed();
        }
    }

    @Override
    public void failed() {
        if (end()) {
            place.attemptFailed();
            changed();
        }
    }

    @Override
    public void asksToRest(Duration length, RestReason why) {
        if (end()) {
            release();
            place.rest(candidate, length, why);
            changed();
        }
    }

    @Override
    public void restsMeanwhile(Duration length) {
        if (!ended) {
            place.restThoughItAnswers(candidate, length);
            changed();
        }
    }

    @Override
    public void abandoned() {
        if (end()) {
            release();
            changed();
        }
    }

    /** A permission that was used up by an answer is not given back. */
    private void release() {
        if (!answered) {
            place.unjudged();
        }
    }

    /** Last, when all that the ending means stands: whoever is called may look at once. */
    private void changed() {
        waiting.changed(candidate.key());
    }

    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        place.left();
        return true;
    }
}
