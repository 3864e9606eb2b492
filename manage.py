#!/usr/bin/env python
"""Run a management command: `python manage.py COMMAND`, on the portal's own servers where the environment names none."""

import os
import sys

from portal import embedded

WITHOUT_SERVERS = {
    "help",
    "build_dictionary",
    "check_texts",
    "collectstatic",
    "compile_texts",
    "gather_texts",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.management import execute_from_command_line

    if WITHOUT_SERVERS.intersection(sys.argv[1:2]):
        execute_from_command_line(sys.argv)
        return
    try:
        with embedded.provided(embedded.local_folder()):
            execute_from_command_line(sys.argv)
    except embedded.ServersError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
