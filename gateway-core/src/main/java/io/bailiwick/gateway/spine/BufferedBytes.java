package io.bailiwick.gateway.spine;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of requests and replies are held together, and whether more may come. */
public final class BufferedBytes {

    private final long mostBytes;
    private final AtomicLong held = new AtomicLong();

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

    /** The same for those whom nobody has let in yet: of all that may be held they leave half to the others. */
    public boolean takeBeforeTurn(int bytes) {
        if (held.addAndGet(bytes) > mostBytes / 2) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    public void giveBack(int bytes) {
        held.addAndGet(-bytes);
    }

    public long held() {
        return held.get();
    }
}
