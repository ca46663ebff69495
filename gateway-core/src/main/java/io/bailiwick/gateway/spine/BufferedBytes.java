package io.bailiwick.gateway.spine;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How many bytes of requests and replies are held together, and whether more may come. */
public final class BufferedBytes {

    private final Room all;
    /** Of all that is held, by those whom nobody has let in yet. */
    private final Room beforeTurn;

    public BufferedBytes(long mostBytes) {
        this.all = new Room(mostBytes);
        this.beforeTurn = new Room(mostBytes / 2);
    }

    /** What a request or a reply will hold; nothing yet. */
    public Share share() {
        return new Share(all, null);
    }

    /** The same for those whom nobody has let in yet: all of them leave half to the others. */
    public Share shareBeforeTurn() {
        return new Share(all, beforeTurn);
    }

    public long held() {
        return all.held.get();
    }

    private static final class Room {

        private final long mostBytes;
        private final AtomicLong held = new AtomicLong();

        Room(long mostBytes) {
            this.mostBytes = mostBytes;
        }

        boolean take(int bytes) {
            if (held.addAndGet(bytes) > mostBytes) {
                held.addAndGet(-bytes);
                return false;
            }
            return true;
        }

        void giveBack(int bytes) {
            held.addAndGet(-bytes);
        }
    }

    /** What one holder has of it. Of one thread; whoever ends gives all of it back. */
    public static final class Share {

        private final Room all;
        private final @Nullable Room narrower;
        private int bytes;

        private Share(Room all, @Nullable Room narrower) {
            this.all = all;
            this.narrower = narrower;
        }

        /** False, and nothing taken, where that would be too many; what takes no room always has some. */
        public boolean take(int more) {
            if (more == 0) {
                return true;
            }
            if (narrower != null && !narrower.take(more)) {
                return false;
            }
            if (!all.take(more)) {
                if (narrower != null) {
                    narrower.giveBack(more);
                }
                return false;
            }
            bytes += more;
            return true;
        }

        /** No more than was taken. */
        public void giveBack(int fewer) {
            if (fewer == 0) {
                return;
            }
            bytes -= fewer;
            all.giveBack(fewer);
            if (narrower != null) {
                narrower.giveBack(fewer);
            }
        }

        public void giveBackAll() {
            giveBack(bytes);
        }
    }
}
