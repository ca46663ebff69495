package io.bailiwick.gateway.spine;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of requests and replies are held together, and whether more may come. */
public final class BufferedBytes {

    private final long mostBytes;
    private final AtomicLong held = new AtomicLong();
    /** Of what is held, by those whom nobody has let in yet. */
    private final AtomicLong beforeTurn = new AtomicLong();

    public BufferedBytes(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** False, and nothing taken, where that would be too many. */
    public boolean take(int bytes) {
        if (held.addAndGet(bytes) > mostBytes) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** The same for those whom nobody has let in yet: all of them leave half to the others. */
    public boolean takeBeforeTurn(int bytes) {
        if (bytes == 0) {
            return true;
        }
        if (beforeTurn.addAndGet(bytes) <= mostBytes / 2 && take(bytes)) {
            return true;
        }
        beforeTurn.addAndGet(-bytes);
        return false;
    }

    public void giveBackBeforeTurn(int bytes) {
        beforeTurn.addAndGet(-bytes);
        giveBack(bytes);
    }

    public void giveBack(int bytes) {
        held.addAndGet(-bytes);
    }

    public long held() {
        return held.get();
    }
}
