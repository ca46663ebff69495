package io.bailiwick.providers;

import java.security.MessageDigest;

/** What a thread remembers of the bodies that one gate has judged, so that the same is not judged again: nothing of their own. */
record ReadBefore(Outlines outlines, OutlineDraft draft, KnownTools tools) {

    private static final int MOST_PARTS = 128;

    ReadBefore(MessageDigest digest) {
        this(new Outlines(MOST_PARTS), new OutlineDraft(), new KnownTools(digest));
    }
}
