#!/usr/bin/python3
"""Keeps one print server's configuration as the inventory has it, and hands over what check finds."""
import json
import os
import tempfile

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: printseal
short_description: Configure the connections of a print server
description:
  - The first run makes the configuration with C(printseal init); later ones import what differs. Nothing is saved where
    nothing differs. Check mode and diff mode are supported.
  - Secrets that can be generated are made on the host, so that no two hosts share one and the controller has none.
options:
  program: {description: The program., type: path, default: printseal}
  dir: {description: Folder of the configuration., type: path, default: /etc/printseal}
  answers: {description: "Section to settings; a list section to a list of records with their C(name).", type: dict, default: {}}
  secrets: {description: "Path to value, for secrets that somebody else made. Set where they differ.", type: dict, default: {}}
  exports: {description: Targets of C(printseal export)., type: list, elements: str, default: []}
  export_dir: {description: "The folder of the exports, one below for each.", type: path}
  applies: {description: Targets of C(printseal apply)., type: list, elements: str, default: []}
  apply_root: {description: Folder that they are put below; nothing is reloaded then., type: path}
  recovery_file: {description: Where the first run writes the recovery code of the vault., type: path}
"""

FINE, FINDINGS = 0, 1


def text(value):
    """A string as libconfig reads it: nothing in it ends it."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    if any(ord(c) < 32 or ord(c) == 127 for c in escaped):
        raise ValueError("holds a control character: %r" % value)
    return '"%s"' % escaped


def value_of(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        return "[ %s ]" % ", ".join(text(str(item)) for item in value)
    return text(str(value))


def word(key):
    if not str(key).replace("_", "").isalnum() or not str(key).isascii():
        raise ValueError("%r is no name of a section or setting" % key)
    return str(key)


def group(settings):
    return "{ %s }" % " ".join("%s = %s;" % (word(k), value_of(v)) for k, v in settings.items())


def answers_file(sections):
    """A dict of sections as an answers file."""
    lines = []
    for section, content in sections.items():
        if isinstance(content, list):
            lines.append("%s = ( %s );" % (word(section), ",\n  ".join(group(record) for record in content)))
        else:
            lines.append("%s : %s;" % (word(section), group(content)))
    return "\n".join(lines) + "\n"


def files_of(folder):
    """Path below the folder to content."""
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            if name == ".printseal-export":  # what was written when, and no file of the export
                continue
            path = os.path.join(root, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


class Host:
    def __init__(self, module):
        self.module, self.changed, self.told = module, False, []
        self.base = [module.params["program"], "-C", module.params["dir"]]

    def run(self, *words, fine=(FINE,), data=None):
        status, out, err = self.module.run_command(self.base + list(words), data=data, binary_data=False)
        if status not in fine:
            self.module.fail_json(msg="printseal %s: %s" % (words[0], err.strip() or out.strip()), rc=status)
        return out

    def is_new(self):
        return not os.path.lexists(os.path.join(self.module.params["dir"], "current"))

    def make(self, file):
        """The first set-up; in check mode all that can be said is that it would be made."""
        self.changed = True
        recovery = self.module.params["recovery_file"]
        if self.module.check_mode:
            with open(file) as answers:
                self.told.append("would be set up with\n" + answers.read())
            return
        words = ["init", "--answers", file] + (["--recovery-file", recovery] if recovery else [])
        self.told.append(self.run(*words, fine=(FINE, FINDINGS)))

    def bring(self, file):
        """What differs, as the program itself tells it; the last line is a count."""
        lines = self.run("import", "answers", file, "--dry-run").splitlines()[:-1]
        if not lines:
            return
        self.changed = True
        self.told += lines
        if not self.module.check_mode:
            self.run("import", "answers", file)

    def keep_secret(self, path, wanted):
        """Secrets go through pipes, never through arguments."""
        status, found, _ = self.module.run_command(self.base + ["secret", "show", "--force", path])
        if status == FINE and found.rstrip("\n") == wanted:
            return
        self.changed = True
        self.told.append("%s: %s" % (path, "changed" if status == FINE and found.strip() else "set"))
        if not self.module.check_mode:
            self.run("secret", "set", path, data=wanted)  # a newline is added on the way

    def keep_export(self, target, folder):
        """Made aside first, so that nothing is touched that is as it should be."""
        with tempfile.TemporaryDirectory(dir=self.module.tmpdir) as room:
            fresh = os.path.join(room, target)
            self.run("export", target, "--output", fresh)
            wanted, found = files_of(fresh), files_of(folder)
        changed = sorted(name for name in wanted if found.get(name) != wanted[name])
        if not changed:
            return
        self.changed = True
        self.told += ["export %s: %s" % (target, name) for name in changed]
        if not self.module.check_mode:
            os.makedirs(os.path.dirname(folder), mode=0o750, exist_ok=True)
            self.run("export", target, "--output", folder, "--force")  # a changed file is kept as NAME.old

    def apply(self, target):
        """The program shows what differs, and goes back by itself if what it applied does not answer."""
        root = self.module.params["apply_root"]
        words = ["apply", target] + (["--root", root] if root else [])
        difference = self.run(*words, "--dry-run")
        if not difference:
            return
        self.changed = True
        self.told += ["apply " + target] + difference.splitlines()
        if not self.module.check_mode:
            self.run(*words, "--confirm")

    def check(self):
        """What the program says of the configuration as it is now; None before the first set-up."""
        if self.is_new():
            return None
        return json.loads(self.run("check", "--format", "json", fine=(FINE, FINDINGS)))


def configure(host, module):
    """Answers, secrets, exports, what is applied: in that order, for each needs what the one before made."""
    file = None
    try:
        with tempfile.NamedTemporaryFile("w", suffix=".conf", delete=False, dir=module.tmpdir) as answers:
            file = answers.name
            answers.write(answers_file(module.params["answers"]))
        (host.make if host.is_new() else host.bring)(file)
        if not host.is_new():
            for path, wanted in module.params["secrets"].items():
                host.keep_secret(path, str(wanted))
            for target in module.params["exports"]:
                host.keep_export(target, os.path.join(module.params["export_dir"], target))
            for target in module.params["applies"]:
                host.apply(target)
    except ValueError as error:
        module.fail_json(msg="answers: %s" % error)
    finally:
        if file:
            os.unlink(file)


def main():
    module = AnsibleModule(
        argument_spec={
            "program": {"type": "path", "default": "printseal"},
            "dir": {"type": "path", "default": "/etc/printseal"},
            "answers": {"type": "dict", "default": {}},
            "secrets": {"type": "dict", "default": {}, "no_log": True},
            "exports": {"type": "list", "elements": "str", "default": []},
            "export_dir": {"type": "path"},
            "applies": {"type": "list", "elements": "str", "default": []},
            "apply_root": {"type": "path"},
            "recovery_file": {"type": "path"},
        },
        required_by={"exports": ["export_dir"]},
        supports_check_mode=True,
    )
    host = Host(module)
    configure(host, module)
    result = {"changed": host.changed, "ansible_facts": {"printseal": host.check()}}
    if module._diff and host.told:
        result["diff"] = {"prepared": "\n".join(host.told) + "\n"}
    module.exit_json(**result)


if __name__ == "__main__":
    main()
