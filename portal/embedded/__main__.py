"""`python -m portal.embedded`: delete the servers of this checkout with their data."""

import sys

from portal import embedded

try:
    embedded.remove_all(embedded.local_folder())
except embedded.ServersError as error:
    sys.exit(str(error))
