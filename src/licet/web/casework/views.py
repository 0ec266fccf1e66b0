"""Officers' pages. Each view reads its form, calls one service, and presents the answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    return render(request, "casework/cases.html")
