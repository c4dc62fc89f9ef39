"""One dovecot (IMAP, POP3, and the logins of both daemons) and one postfix, each an address for
every way of being right or wrong. Certificates are pairs of paths: (chain, key).

A connection whose two addresses are equal counts as secure for dovecot, so no address here is
127.0.0.1, where the program's own connections come from.
"""
import base64
import os
import shutil
import signal
import subprocess
import time

DOVECOT = """
base_dir = {room}/run
state_dir = {room}/state
log_path = {room}/log
auth_verbose = yes
auth_debug = yes
auth_debug_passwords = yes
auth_failure_delay = 0
protocols = imap pop3
ssl_min_protocol = TLSv1.2
ssl = required
first_valid_uid = 1
default_internal_user = dovecot
default_login_user = dovenull
mail_location = maildir:{room}/mail/%u
auth_mechanisms = plain login cram-md5 xoauth2
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {room}/users
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {room}/oauth2
}}
userdb {{
  driver = static
  args = uid=dovecot gid=dovecot home={room}/mail/%u
}}
service imap-login {{
  chroot =
  service_count = 0
  inet_listener imap {{
    address = {addresses}
    port = 143
  }}
  inet_listener imaps {{
    address = {addresses}
    port = 993
    ssl = yes
  }}
}}
service pop3-login {{
  chroot =
  service_count = 0
  inet_listener pop3 {{
    address = {addresses}
    port = 110
  }}
  inet_listener pop3s {{
    address = {addresses}
    port = 995
    ssl = yes
  }}
}}
service auth {{
  unix_listener {room}/auth {{
    mode = 0666
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""

MAIN = """
compatibility_level = 3.6
queue_directory = {room}/queue
data_directory = {room}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {room}/log
maillog_file_prefixes = {room}
inet_protocols = ipv4
mynetworks =
local_recipient_maps =
alias_maps =
default_transport = discard
local_transport = discard
myhostname = mail.example.com
smtpd_tls_security_level = may
smtpd_tls_loglevel = 1
smtpd_tls_protocols = >=TLSv1.2
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_tls_session_cache_database =
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {auth}
smtpd_tls_auth_only = yes
smtpd_sasl_mechanism_filter = plain, login
smtpd_delay_reject = no
smtpd_peername_lookup = no
debug_peer_list = 127.0.0.0/8
"""

MASTER = """
postlog unix-dgram n - n - 1 postlogd
cleanup unix n - n - 0 cleanup
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
discard unix - - n - - discard
"""


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


class Dovecot:
    """hosts: address: (certificate, further settings of that address)."""

    def __init__(self, room, hosts, users):
        self.room = room
        os.makedirs(room)
        os.chmod(room, 0o755)
        write(f"{room}/users", "".join(f"{u}:{{PLAIN}}{p}::::::\n" for u, p in users.items()))
        write(f"{room}/oauth2", "introspection_mode = local\nlocal_validation_key_dict = fs:posix:\n")
        blocks = "".join(
            f"local {address} {{\n ssl_cert = <{chain}\n ssl_key = <{key}\n {more}\n}}\n"
            for address, ((chain, key), more) in hosts.items())
        (chain, key), _ = next(iter(hosts.values()))
        write(f"{room}/dovecot.conf", DOVECOT.format(room=room, addresses=", ".join(hosts)) +
              f"ssl_cert = <{chain}\nssl_key = <{key}\n" + blocks)
        self.process = subprocess.Popen(["dovecot", "-F", "-c", f"{room}/dovecot.conf"])

    def log(self):
        with open(f"{self.room}/log", errors="replace") as file:
            return file.read()

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


class Postfix:
    """services: (address, port): (certificate or None, "-o" settings)."""

    def __init__(self, room, auth, services):
        self.room = room
        for folder in ("etc", "queue", "data", "pem"):
            os.makedirs(f"{room}/{folder}")
        os.chmod(room, 0o755)
        shutil.chown(f"{room}/data", "postfix")
        write(f"{room}/etc/main.cf", MAIN.format(room=room, auth=auth))
        lines = []
        for n, ((address, port), (certificate, settings)) in enumerate(services.items()):
            if certificate:
                settings = {"smtpd_tls_chain_files": self.both(n, certificate), **settings}
            options = "".join(f" -o {key}={value}" for key, value in settings.items())
            lines.append(f"{address}:{port} inet n - n - - smtpd{options}\n")
        write(f"{room}/etc/master.cf", MASTER + "".join(lines))
        subprocess.run(["postfix", "-c", f"{room}/etc", "start"], check=True, capture_output=True)

    def both(self, n, certificate):
        """The key has to be first."""
        chain, key = certificate
        path = f"{self.room}/pem/{n}"
        write(path, open(key).read() + open(chain).read())
        return path

    def log(self):
        with open(f"{self.room}/log", errors="replace") as file:
            return file.read()

    def stop(self):
        subprocess.run(["postfix", "-c", f"{self.room}/etc", "stop"], capture_output=True)


def traces(password, user):
    """What a password looks like in a log or on the wire."""
    plain = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
    return [password, plain, base64.b64encode(password.encode()).decode()]
