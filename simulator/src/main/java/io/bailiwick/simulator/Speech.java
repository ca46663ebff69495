package io.bailiwick.simulator;

/** How one API says an answer. */
interface Speech {
    Reply unary(Answer answer);

    Reply stream(Answer answer);
}
