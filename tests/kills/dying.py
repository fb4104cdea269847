"""A piece of work in a process of its own that is killed, with no chance to tidy up, at a chosen statement to the database."""

import os
import signal
import sys

from django.db import connection


class DiesAt:
    """Ends the process by SIGKILL behind (or, for a negative number, before) the statement of that number."""

    def __init__(self, number):
        self.number, self.seen = number, 0

    def __call__(self, execute, sql, params, many, context):
        self.seen += 1
        if self.seen == -self.number:
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(sql, params, many, context)
        if self.seen == self.number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result


def killed_at(number, work):
    """Runs `work` in a forked process that dies at statement `number`; whether it died (and did not come to its end)."""
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            with connection.execute_wrapper(DiesAt(number)):
                work()
        except BaseException as error:
            sys.stderr.write(f"the work failed by itself: {error!r}\n")
            os._exit(3)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)
