"""Signs drawn as 24 by 24 line drawings; every sign stands beside words, so colour and shape never speak alone."""

PATHS: dict[str, str] = {
    "permit": '<circle cx="12" cy="12" r="9"/><path d="m7.8 12.4 2.9 2.9 5.6-6.2"/>',
    "conditions": '<path d="M20.6 12A8.6 8.6 0 1 1 12 3.4"/><path d="m8 11.6 3 3 8.6-9.4"/>',
    "refer": '<path d="M12 2.8 21.2 12 12 21.2 2.8 12Z"/><path d="M12 7.6v5.2"/><path d="M12 16.2v.1"/>',
    "refuse": '<path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3Z"/><path d="m8.9 8.9 6.2 6.2m0-6.2-6.2 6.2"/>',
    "bar": '<path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3Z"/><path d="M7.6 12h8.8"/>',
    "unknown": '<path d="M12 2.8 21.2 12 12 21.2 2.8 12Z"/><path d="M9.9 9.8a2.2 2.2 0 1 1 3 2c-.6.3-.9.7-.9 1.4"/><path d="M12 16.2v.1"/>',
    "clear": '<circle cx="12" cy="12" r="9"/><path d="m7.8 12.4 2.9 2.9 5.6-6.2"/>',
    "note": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.4"/><path d="M12 7.7v.1"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.7"/><path d="m15.6 15.6 5 5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.3l3.4 2"/>',
    "lock": '<rect x="4.5" y="10.5" width="15" height="10" rx="1.6"/><path d="M8 10.5V7.4a4 4 0 0 1 8 0v3.1"/>',
    "up": '<path d="m6 14.5 6-6 6 6"/>',
    "down": '<path d="m6 9.5 6 6 6-6"/>',
    "sort": '<path d="m8 9.4 4-4 4 4"/><path d="m8 14.6 4 4 4-4"/>',
    "forward": '<path d="m9 5.5 6.5 6.5L9 18.5"/>',
    "back": '<path d="M15 5.5 8.5 12l6.5 6.5"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.4c1-4 4-6 7.5-6s6.5 2 7.5 6"/>',
    "paper": '<path d="M6 2.8h8.2L18.8 7.4V21.2H6Z"/><path d="M14 3v4.6h4.6"/><path d="M9 12.2h6.8M9 15.8h6.8"/>',
    "replay": '<path d="M4 12a8 8 0 1 0 2.6-5.9"/><path d="M4.2 3.6v4.2h4.2"/>',
}
