"""What the site's own log may say: which route was asked for and refused, never what stood in the address, which may be a name."""

import logging

NO_ROUTE = "no address of this site"


class RoutesOnly(logging.Filter):
    """Puts the route in place of the address that was asked for."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple):
            match = getattr(request, "resolver_match", None)
            route = f"/{match.route}" if match else NO_ROUTE
            addresses = (request.path, request.path_info)
            record.args = tuple(route if given in addresses else given for given in record.args)
            if record.levelno < logging.ERROR:
                record.exc_info = None  # where the program refused is of no use, and what it quotes may be a name
        return True
