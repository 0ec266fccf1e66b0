"""The WSGI entry: `gunicorn licet.web.config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licet.web.config.settings")

application = get_wsgi_application()
