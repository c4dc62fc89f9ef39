"""freeradius on loopback, with one virtual server for each way of being right or wrong."""
import lib
GOOD_SECRET = "a-shared-secret-of-the-tests-24"
USER, PASSWORD = "alice", "alice-and-nobody-else-knows"

SIGN = "update reply {\n Message-Authenticator := 0x00\n}\n"
# name: what is done with a login, with a Status-Server, and whether an answer to each is signed
# those of the second process know no Status-Server, which is a setting of a whole daemon
SECOND = ("no_status", "no_status_unsigned")
SERVERS = {
    "signed": dict(),
    "unsigned": dict(sign_status=False, sign_login=False),
    "taken": dict(sign_status=False, sign_login=False),
    "half": dict(sign_login=False),
    "second_factor": dict(login="update control {\n Auth-Type := Challenge\n}\n"),
    "proxied": dict(login="update control {\n Proxy-To-Realm := nowhere\n}\n"),
    "mute": dict(login="update control {\n Response-Packet-Type := Do-Not-Respond\n}\nhandled\n"),
    "talkative": dict(message="Go away\\033[2J now"),
    "strict": dict(require=True),
    "accounting": dict(kind="acct"),
    "stranger": dict(client="127.66.0.1"),
    "no_status": dict(),
    "no_status_unsigned": dict(sign_login=False),
    "v6": dict(address="::1", client="::1"),
}


# A realm whose server is down: this one refuses then, when it has waited long enough.
PROXY = """
proxy server {
 retry_delay = 1
 retry_count = 2
 dead_time = 5
}
home_server down {
 type = auth
 ipaddr = 127.0.0.1
 port = 9
 secret = another-secret-of-the-tests-24
 response_window = 2
 zombie_period = 5
 status_check = none
}
home_server_pool down {
 type = fail-over
 home_server = down
}
realm nowhere {
 auth_pool = down
 nostrip
}
"""


def virtual_server(name, port, kind="auth", address="127.0.0.1", client="127.0.0.0/8", login="",
                   require=False, sign_status=True, sign_login=True, message=""):
    """One item a line: the parser of radiusd.conf wants it so."""
    say = f'update reply {{\n Reply-Message := "{message}"\n}}\n' if message else ""
    sign = SIGN if sign_login else ""
    family = "ipv6addr" if ":" in address else "ipaddr"
    return f"""
clients {name} {{
 client {name} {{
  {family} = {client}
  secret = {GOOD_SECRET}
  require_message_authenticator = {"yes" if require else "no"}
 }}
}}
server {name} {{
 listen {{
  type = {kind}
  {family} = {address}
  port = {port}
  clients = {name}
 }}
 authorize {{
  asked
  {say}
  {sign}
  files
  pap
  {login}
  Autz-Type Status-Server {{
   {SIGN if sign_status else "ok"}
   ok
  }}
 }}
 authenticate {{
  Auth-Type PAP {{
   pap
  }}
  Auth-Type Challenge {{
   update reply {{
    Reply-Message := "Enter the code"
    Message-Authenticator := 0x00
   }}
   update control {{
    Response-Packet-Type := Access-Challenge
   }}
   handled
  }}
 }}
 post-auth {{
  {sign}
  Post-Auth-Type REJECT {{
   {sign or "ok"}
  }}
 }}
 preacct {{
  ok
 }}
 accounting {{
  ok
 }}
}}
"""


def configuration(folder, ports, status_server=True):
    """ports: of the servers by name. What was asked is written to folder/asked."""
    servers = "".join(virtual_server(name, port, **SERVERS[name]) for name, port in ports.items())
    return f"""
prefix = /usr
libdir = /usr/lib/freeradius
db_dir = {folder}
run_dir = {folder}
logdir = {folder}
raddbdir = {folder}
pidfile = {folder}/pid
max_requests = 1024
log {{
 destination = files
 file = {folder}/log
 auth = yes
}}
security {{
 max_attributes = 200
 reject_delay = 0
 status_server = {"yes" if status_server else "no"}
}}
modules {{
 pap {{
 }}
 files {{
  usersfile = {folder}/users
 }}
 linelog asked {{
  filename = {folder}/asked
  format = "%{{Packet-Dst-Port}} user=%{{User-Name}} password=%{{User-Password}}"
 }}
 always ok {{
  rcode = ok
 }}
 always handled {{
  rcode = handled
 }}
}}
instantiate {{
}}
{PROXY}
{servers}
"""


def start(room, name, ports, status_server=True):
    """Returns the file of what was asked."""
    folder = room / name
    folder.mkdir()
    (folder / "radiusd.conf").write_text(configuration(folder, ports, status_server))
    (folder / "users").write_text(f'{USER} Cleartext-Password := "{PASSWORD}"\n')
    room.start(["freeradius", "-f", "-d", str(folder), "-D", "/usr/share/freeradius", "-n",
                "radiusd", "-l", str(folder / "log")])
    lib.await_words(folder / "log", "Ready to process requests")
    return folder / "asked"
