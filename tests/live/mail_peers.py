"""Mail servers that no daemon would be; see conversation.py."""
import base64

# ---------------------------------------------------------------- SMTP

def smtp(c, greeting=("220 peer.example.com ESMTP",), extensions=("STARTTLS",), after=("AUTH PLAIN",),
         login="235 2.7.0 fine", starttls="220 go on", behind=b"", keep=False, hello=None,
         mail="530 5.7.0 Must issue a STARTTLS command first"):
    """An SMTP server in one table: what it says to what."""
    c.say(*greeting)
    while True:
        line = c.line()
        word = line.split(" ")[0].upper()
        if word == "EHLO" and hello:
            c.say(hello)
        elif word == "EHLO":
            offered = after if c.secure else extensions
            names = ["peer.example.com", *offered]
            c.say(*[f"250{'-' if i + 1 < len(names) else ' '}{n}" for i, n in enumerate(names)])
        elif word == "STARTTLS":
            c.raw(starttls.encode() + b"\r\n" + behind)
            if starttls.startswith("220"):
                c.tls(keep=keep)
        elif word == "AUTH":
            c.say(login)
        elif word == "QUIT":
            c.say("221 bye")
            return
        elif word == "MAIL":
            c.say(mail if not c.secure else "250 ok")
        else:
            c.say("250 ok" if word in ("NOOP", "RSET") else "500 what?")


def smtps(c, **how):
    c.tls()
    smtp(c, **how)


def closes_on(word):
    """Hangs up at that command, without an answer."""
    def talk(c):
        c.tls()
        c.say("220 peer")
        while not c.line().startswith(word):
            c.say("250-peer", "250 AUTH PLAIN")
    return talk


def login_word(c):
    """AUTH LOGIN alone, and PLAIN asked for in two steps is not offered."""
    c.tls()
    c.say("220 peer")
    c.line()
    c.say("250-peer", "250 AUTH=LOGIN")
    c.line()
    c.say("334 VXNlcm5hbWU6")
    c.line()
    c.say("334 UGFzc3dvcmQ6")
    c.line()
    c.say("235 fine")
    c.until_left()


def plain_refused(c):
    """504 to PLAIN (RFC 4954 4), though it is offered beside LOGIN, which works."""
    c.tls()
    c.say("220 peer")
    c.line()
    c.say("250-peer", "250 AUTH PLAIN LOGIN")
    if "PLAIN" in c.line():
        c.say("504 5.5.4 Unrecognized authentication type")
    c.line()
    c.say("334 VXNlcm5hbWU6")
    c.line()
    c.say("334 UGFzc3dvcmQ6")
    c.line()
    c.say("235 fine")
    c.until_left()


def repeats(c):
    """Says the login again, which must not come through."""
    c.tls()
    c.say("220 peer")
    c.line()
    c.say("250-peer", "250 AUTH PLAIN")
    c.say("535 5.7.8 not " + c.line())
    c.until_left()


def login_asked(c):
    """Asks for the message although it came with the command (a server older than RFC 4954)."""
    c.tls()
    c.say("220 peer")
    c.line()
    c.say("250-peer", "250 AUTH PLAIN")
    c.line()
    c.say("334 ")
    c.say("235 fine" if base64.b64decode(c.line()).startswith(b"\0") else "535 no")
    c.until_left()


# ---------------------------------------------------------------- IMAP

def imap(c, greeting="* OK peer", capabilities="IMAP4rev1 STARTTLS LOGINDISABLED",
         after="IMAP4rev1 AUTH=PLAIN SASL-IR", login="OK fine", behind=b"", keep=False, noise=(),
         plain=None):
    c.say(greeting)
    while True:
        tag, word, *rest = c.line().split(" ", 2)
        word = word.upper()
        if word == "CAPABILITY":
            c.say(f"* CAPABILITY {after if c.secure else capabilities}", *noise)
            c.say(f"{tag} OK done")
        elif word == "STARTTLS":
            c.raw(f"{tag} OK go on\r\n".encode() + behind)
            c.tls(keep=keep)
        elif word == "AUTHENTICATE" and plain:
            c.say(f"{tag} {plain}")
        elif word == "AUTHENTICATE" and rest[0] == "LOGIN":
            c.say("+ VXNlcm5hbWU6")
            user = c.line()
            c.say("+ UGFzc3dvcmQ6")
            c.say(f"{tag} {login if base64.b64decode(user) and base64.b64decode(c.line()) else 'BAD'}")
        elif word == "AUTHENTICATE":
            if len(rest[0].split(" ")) == 1:
                c.say("+ ")
                c.line()
            c.say(f"{tag} {login}")
        elif word == "LOGIN":
            c.say("+ go on")
            c.line()  # the user and the next literal's size
            c.say("+ go on")
            c.line()
            c.say(f"{tag} {login}")
        elif word == "LOGOUT":
            c.say("* BYE", f"{tag} OK bye")
            return
        else:
            c.say(f"{tag} OK {word}")


def imaps(c, **how):
    c.tls()
    imap(c, **how)


# ---------------------------------------------------------------- POP3

def pop3(c, greeting="+OK peer", capabilities=("STLS",), after=("USER", "SASL PLAIN"),
         login="+OK fine", behind=b"", keep=False):
    c.say(greeting)
    while True:
        word = c.line().split(" ")[0].upper()
        if word == "CAPA":
            c.say("+OK", *(after if c.secure else capabilities), ".")
        elif word == "STLS":
            c.raw(b"+OK go on\r\n" + behind)
            c.tls(keep=keep)
        elif word in ("AUTH", "PASS"):
            c.say(login)
        elif word == "USER":
            c.say("+OK")
        elif word == "QUIT":
            c.say("+OK bye")
            return
        else:
            c.say("-ERR what?")


def pop3s(c, **how):
    c.tls()
    pop3(c, **how)


def speaks_on(word):
    """Goes on unencrypted, where TLS was to begin."""
    def talk(c):
        c.say("220 peer")
        while word not in c.line():
            c.say("250-peer", "250 STARTTLS")
        c.say("220 go on")
        c.more()
        c.say("500 5.5.1 what is this?")
        c.until_left()
    return talk


def resets_on(word):
    def talk(c):
        c.say("220 peer")
        while word not in c.line():
            c.say("250-peer", "250 STARTTLS")
        c.cut()
    return talk
