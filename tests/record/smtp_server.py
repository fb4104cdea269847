"""A small real mail server on a port of its own, in a thread: keeps what it was given and fails where it is told to."""

import socketserver
import threading
from email import message_from_bytes, policy

REFUSALS = {"rcpt_no": "550 5.1.1 no such user", "rcpt_later": "450 4.2.1 try later", "data_no": "554 5.7.1 not wanted"}


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        server = self.server.owner
        if server.mode == "hang_up_at_once":
            return
        self.say("220 here")
        while line := self.rfile.readline():
            verb = line.split(b":")[0].strip().upper().split(b" ")[0].decode()
            if not self.answer(verb, line, server):
                return

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def answer(self, verb, line, server):
        """Whether the talk goes on."""
        if verb == "QUIT":
            return False
        if verb == "MAIL":
            self.to = []
        if verb == "RCPT":
            if server.mode == "hang_up_at_rcpt":
                return False
            self.to.append(line.decode().partition("<")[2].partition(">")[0])
        if verb == "RCPT" and server.mode.startswith("rcpt_"):
            self.say(REFUSALS[server.mode])
        elif verb == "DATA":
            return self.take(server)
        else:
            self.say("250 ok")
        return True

    def take(self, server):
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        if not line:  # who sent it is gone before its end: a mail server keeps nothing of it (RFC 5321, 4.1.1.4)
            return False
        if server.mode == "data_no":
            self.say(REFUSALS["data_no"])
            return True
        server.keep(self.to, b"".join(lines))
        if server.mode == "hang_up_after_data":
            return False
        self.say("250 kept")
        return True


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True


class MailServer:
    """`mode`: accept, rcpt_no, rcpt_later, data_no, hang_up_at_once, hang_up_at_rcpt, hang_up_after_data."""

    def __init__(self):
        self.mode, self.kept, self.lock = "accept", [], threading.Lock()
        self.server = Server(("127.0.0.1", 0), Talk)
        self.server.owner = self
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def keep(self, to, body):
        with self.lock:
            self.kept.append((tuple(to), message_from_bytes(body, policy=policy.default)))

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
