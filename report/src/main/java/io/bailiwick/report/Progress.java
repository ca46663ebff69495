package io.bailiwick.report;

/** Told now and then how far the reading has come. */
public interface Progress {

    Progress NONE = (what, done, whole) -> {};

    /** {@code done} of {@code whole}, in whatever unit is at hand. */
    void reached(String what, long done, long whole);
}
