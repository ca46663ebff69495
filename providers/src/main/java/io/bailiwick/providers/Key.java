package io.bailiwick.providers;

import java.util.Locale;
import java.util.Set;

/** The key of a field and what is asked about it: worked out once for the {@link KnownWords}, of each of which there is only one. */
final class Key {

    private static final Set<String> DATA = Set.of(
            "data",
            "image",
            "images",
            "input_image",
            "audio",
            "audios",
            "input_audio",
            "video",
            "videos",
            "input_video",
            "file",
            "files");

    /**
     * What names a host with which a server exchanges what it has read of a prompt, where prefill runs apart: request fields of
     * vLLM, SGLang, LMDeploy and TensorRT-LLM, as their servers take them and public proxies send them (read 2026-11-29).
     */
    private static final Set<String> REMOTE_KV = Set.of(
            "kv_transfer_params",
            "bootstrap_host",
            "bootstrap_port",
            "bootstrap_room",
            "migration_request",
            "disaggregated_params");

    private static final int NOT_KNOWN = -1;

    private final int number;
    private final String text;
    private final String folded;
    private final long bit;
    private final boolean isDotted;
    private final boolean isUrl;
    private final boolean isData;
    private final boolean isFileId;
    private final boolean isRemoteKv;

    /** For {@link KnownWords}, which everybody else asks for keys; this is one that it does not know. */
    Key(String text) {
        this(text, NOT_KNOWN);
    }

    /** For the same; {@code number} says which of the words it is. */
    Key(String text, int number) {
        this.number = number;
        this.text = text;
        this.folded = folded(text);
        this.bit = 1L << folded.hashCode();
        this.isDotted = text.indexOf('.') >= 0;
        this.isUrl =
                folded.endsWith("url") || folded.endsWith("uri") || folded.endsWith("urls") || folded.endsWith("uris");
        this.isData = DATA.contains(folded) || folded.endsWith("_data");
        this.isFileId = folded.equals("file_id");
        this.isRemoteKv = REMOTE_KV.contains(folded);
    }

    /** As a reader sees it that does not tell upper from lower case. */
    private static String folded(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= 'A' && c <= 'Z') || c > 0x7f) {
                return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
            }
        }
        return text;
    }

    boolean isKnown() {
        return number != NOT_KNOWN;
    }

    /** Which of the known words it is, counted from 0. */
    int number() {
        return number;
    }

    String text() {
        return text;
    }

    /** Its text as a reader sees it that does not tell upper from lower case. */
    String folded() {
        return folded;
    }

    /** One of 64, the same for all that differ in their case alone. */
    long bit() {
        return bit;
    }

    boolean isFolded() {
        return folded.equals(text);
    }

    /** Whether it would pass for a path. */
    boolean isDotted() {
        return isDotted;
    }

    /** Whether, in any case, a URL stands under it. */
    boolean isUrl() {
        return isUrl;
    }

    /** Whether, in any case, data stands under it, or a URL in its place. */
    boolean isData() {
        return isData;
    }

    boolean isFileId() {
        return isFileId;
    }

    /** Whether, in any case, it says where a server gets what was read of a prompt, or leaves it. */
    boolean isRemoteKv() {
        return isRemoteKv;
    }
}
