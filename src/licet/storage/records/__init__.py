"""The tables of a workspace, as one Django app (label `records`), and the adapters over them.

The only Django models outside of `web.accounts`: command line and site both need them, and do not
import each other. A row is canonical bytes, their digest, and columns derived from the value by
one function; no table mirrors a value field by field.

Works on SQLite and PostgreSQL; what differs between them is in `locks`.
"""

from licet.storage.database import ready

ready()  # models can only be defined once Django is set up; a site has done that before it comes here
