package io.bailiwick.identity.allowance;

import java.util.function.Function;

/** One request and the tokens that it was expected to cost, taken until it is known what it did cost. Ends once. */
public final class Reservation implements Reserving {

    private final Account account;
    private final long reservedTokens;
    private boolean ended;

    Reservation(Account account, long reservedTokens) {
        this.account = account;
        this.reservedTokens = reservedTokens;
    }

    public long reservedTokens() {
        return reservedTokens;
    }

    /** It has ended, and cost that many tokens; a second ending is ignored. */
    public void settle(long usedTokens) {
        if (end()) {
            account.settle(reservedTokens, usedTokens);
        }
    }

    /** It never began: request and tokens are given back. */
    public void giveBack() {
        if (end()) {
            account.giveBack(reservedTokens);
        }
    }

    /** What is left beside it. */
    public Left left() {
        return account.left();
    }

    private boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    @Override
    public <T> T match(Function<Reservation, T> reserved, Function<TooMuch, T> tooMuch) {
        return reserved.apply(this);
    }
}
