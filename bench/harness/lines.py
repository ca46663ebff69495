"""What becomes of the lines that a gateway writes?"""
import os, threading

EVERY_S = .2


def empty(path, process):
    """
    As long as the process runs, its log is emptied five times a second. A virtual machine's host may take back whatever memory is free and hand
    it out again page by page, which costs microseconds for each; a log that grew for minutes would be charged for that, and nobody else.
    """
    def until_it_ends():
        while process.p.poll() is None:
            if os.path.exists(path):
                os.truncate(path, 0)
            pause.wait(EVERY_S)
    pause = threading.Event()
    threading.Thread(target=until_it_ends, daemon=True).start()
