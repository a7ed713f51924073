// SPDX-License-Identifier: Apache-2.0
#include "hub/api/trust_page.hpp"

#include <fmt/format.h>

namespace porchlight::hub::api {

namespace {

/// The page has its style inside, so its policy allows that and nothing else.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

constexpr std::string_view kFrame = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Trust this Porchlight hub</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.55 system-ui, sans-serif; max-width: 40rem; margin: 0 auto; padding: 1.5rem; }}
h1 {{ font-size: 1.6rem; line-height: 1.2; }} h2 {{ font-size: 1.15rem; margin-top: 2rem; }}
code {{ overflow-wrap: anywhere; font-size: .95em; }}
.get {{ display: inline-block; padding: .7rem 1.1rem; border-radius: .6rem; background: #b4530a;
  color: #fff; text-decoration: none; font-weight: 600; }}
</style></head><body>
<h1>Trust this Porchlight hub</h1>
{}
</body></html>
)";

constexpr std::string_view kNothing =
    "<p>This hub listens on its own machine only, where browsers need no certificate. Once it "
    "listens "
    "on the home network too (<code>listen</code> in hub.toml), its certificate is here.</p>";

constexpr std::string_view kSteps =
    R"(<p>Your hub has a certificate of its own, made at home and known to
nobody else. Once a phone or computer trusts it, the browser opens the hub without a warning. It can
speak only for names and addresses of a home network.</p>
<p><a class="get" href="/trust/porchlight-ca.crt" download>Get the certificate</a></p>
<p>Its SHA-256 fingerprint. The hub printed the same one when it started; if they differ, somebody
stands between you and the hub:</p>
<p><code>{}</code></p>
<h2>iPhone and iPad</h2>
<ol><li>Tap the button above in Safari, then <b>Allow</b>.</li>
<li>Settings → <b>Profile Downloaded</b> → Install.</li>
<li>Settings → General → About → <b>Certificate Trust Settings</b> → switch on
“Porchlight home authority”.</li></ol>
<h2>Android</h2>
<ol><li>Tap the button above to save the file.</li>
<li>Settings → Security → More → Encryption and credentials → <b>Install a certificate</b> →
<b>CA certificate</b>, and choose the file. (The path differs a little between makers; searching the
settings for “CA certificate” finds it.)</li></ol>
<h2>Windows</h2>
<ol><li>Open the file → <b>Install Certificate</b> → Current User → “Place all certificates in the
following store” → <b>Trusted Root Certification Authorities</b>.</li></ol>
<h2>macOS</h2>
<ol><li>Open the file; it goes into Keychain Access.</li>
<li>Open “Porchlight home authority” there → Trust → <b>Always Trust</b>.</li></ol>
<h2>Linux and Firefox</h2>
<ol><li>Firefox: Settings → Privacy and Security → View Certificates → Authorities → <b>Import</b>.</li>
<li>Chrome: Settings → Privacy and security → Security → Manage certificates → Authorities →
<b>Import</b>.</li></ol>
)";

}  // namespace

http::Response trust_page(const std::optional<TrustPage>& trust) {
    const std::string body =
        trust ? fmt::format(fmt::runtime(kSteps), trust->fingerprint) : std::string(kNothing);
    http::Response response = http::text_response(200, "text/html; charset=utf-8",
                                                  fmt::format(fmt::runtime(kFrame), body));
    response.headers.set("Content-Security-Policy", std::string(kPolicy));
    response.headers.set("Cache-Control", "no-cache");
    return response;
}

http::Response trust_certificate(const TrustPage& trust) {
    http::Response response =
        http::text_response(200, "application/x-x509-ca-cert", trust.certificate_der);
    response.headers.set("Content-Disposition", "attachment; filename=\"porchlight-ca.crt\"");
    return response;
}

}  // namespace porchlight::hub::api
