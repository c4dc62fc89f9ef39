"""Makes an inventory of scratch hosts: fleet.py FOLDER HOSTS PROGRAM. Every third is weaker than it should be."""
import json
import sys
from pathlib import Path

EVIL = 'quotes " \\ \' $(id) `id` {{ 7 * 7 }} ]]> <b> ü ✓'


def answers(i):
    server = {"fqdn": f"print{i:02}.corp.example.com", "organization": {"__ansible_unsafe": EVIL}}
    sections = {
        "server": server,
        "certificates": {"key_type": "p256"},
        "radius": [{"name": "nps1", "host": "nps1.corp.example.com", "secret": "generate"}],
        "policy": {"expiry_warn_days": 30},
    }
    if i % 3 == 1:
        sections["tls"] = {"hsts": False}
    if i % 6 == 2:
        sections["tls"] = {"http_enabled": True, "min_version": "1.1"}
    return sections


def main(folder, count, program):
    hosts = {}
    for i in range(count):
        hosts[f"host{i:02}"] = {
            "printseal_program": str(program),
            "printseal_dir": str(folder / f"host{i:02}" / "etc"),
            "printseal_answers": answers(i),
        }
        (folder / f"host{i:02}" / "units").mkdir(parents=True)
    hosts["host01"].update(printseal_exports=["linux-trust", "nftables"], printseal_applies=["nftables"],
                           printseal_apply_root=str(folder / "host01/tree"))
    hosts["host02"].update(printseal_install="folder", printseal_install_from=str(folder / "installed"),
                           printseal_prefix=str(folder / "host02"), printseal_program=str(folder / "host02/bin/printseal"),
                           printseal_watch=True, printseal_unit_dir=str(folder / "host02/units"))
    hosts["host00"]["printseal_secrets"] = {"smtp.password": {"__ansible_unsafe": "Zx9!quay \\ \"vault\" {{ 1 }} 47"}}
    hosts["host00"]["printseal_answers"]["smtp"] = {"enabled": True, "host": "mail.corp.example.com", "user": "print00"}
    print(json.dumps({"printservers": {"hosts": hosts}}, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
