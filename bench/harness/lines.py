"""What becomes of the lines that a gateway writes?"""
import os, threading, time

EVERY_S = .2


def empty(path, process):
    """
    As long as the process runs, its log is emptied five times a second. A virtual machine's host may take back whatever memory is free and hand
    it out again page by page, which costs microseconds for each; a log that grew for minutes would be charged for that, and nobody else.
    """
    def until_it_ends():
        while process.p.poll() is None:
            try:
                os.truncate(path, 0)
            except FileNotFoundError:
                pass  # no line was written yet, or the work is over
            time.sleep(EVERY_S)
    threading.Thread(target=until_it_ends, daemon=True).start()
