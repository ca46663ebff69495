package io.bailiwick.identity;

/** Told what becomes of the files and keys that identity reads while the gateway runs. */
public interface SourcesObserver {

    SourcesObserver NONE = new SourcesObserver() {};

    /** It was read and counts from now on. */
    default void read(String source, String what) {}

    /** It could not be read, or not understood; {@code instead} is what counts until it can. */
    default void failed(String source, String why, String instead) {}
}
