"""Headers of every response: what a browser may load, whom it may tell, what it may keep (R60)."""

from flask import Flask, Response, request

# Workers from blobs: the map draws in one. Styles come from files; style attributes are set through the DOM only.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
FIXED = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
}
ONE_YEAR_S = 31_536_000


def register(app: Flask, *, https: bool) -> None:
    """Add the headers to every response; `https` says that browsers reach the server over it."""

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR_S}; includeSubDomains")
        if "Cache-Control" not in response.headers:
            # Whatever did not say that it may be kept is personal.
            response.headers["Cache-Control"] = "no-store"
        if request.path.startswith(("/api/", "/tiles/")):
            response.headers.add("Vary", "Cookie, Accept-Language")
        return response
