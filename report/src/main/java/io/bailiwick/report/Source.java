package io.bailiwick.report;

import java.io.IOException;

/** Where figures come from. */
public interface Source {

    /** Throws where nothing can be told; what is merely incomplete stands in the notes. */
    Collected read(Question question, Progress progress) throws IOException;
}
