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
<html lang="{lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.55 system-ui, sans-serif; max-width: 40rem; margin: 0 auto; padding: 1.5rem; }}
h1 {{ font-size: 1.6rem; line-height: 1.2; }} h2 {{ font-size: 1.15rem; margin-top: 2rem; }}
code {{ overflow-wrap: anywhere; font-size: .95em; }}
.get {{ display: inline-block; padding: .7rem 1.1rem; border-radius: .6rem; background: #b4530a;
  color: #fff; text-decoration: none; font-weight: 600; }}
</style></head><body>
<h1>{title}</h1>
{body}
</body></html>
)";

/// The page's words in one language.
struct Words {
    std::string_view title;
    std::string_view nothing;  ///< Where there is no certificate.
    std::string_view steps;    ///< With the fingerprint's place.
};

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

constexpr std::string_view kNothingInGerman =
    "<p>Diese Zentrale ist nur auf ihrem eigenen Rechner zu erreichen, und dort brauchen Browser "
    "kein "
    "Zertifikat. Sobald sie auch im Heimnetz zu erreichen ist (<code>listen</code> in hub.toml), "
    "steht ihr Zertifikat hier.</p>";

constexpr std::string_view kStepsInGerman =
    R"(<p>Ihre Zentrale hat ein eigenes Zertifikat, das zu Hause entstanden ist und das
sonst niemand hat. Vertraut ein Telefon oder Rechner ihm, öffnet der Browser die Zentrale ohne Warnung. Es
gilt nur für Namen und Adressen eines Heimnetzes.</p>
<p><a class="get" href="/trust/porchlight-ca.crt" download>Zertifikat holen</a></p>
<p>Sein SHA-256-Fingerabdruck. Denselben hat die Zentrale beim Start ausgegeben; sind sie verschieden,
steht jemand zwischen Ihnen und der Zentrale:</p>
<p><code>{}</code></p>
<h2>iPhone und iPad</h2>
<ol><li>In Safari auf den Knopf oben tippen, dann auf <b>Zulassen</b>.</li>
<li>Einstellungen → <b>Profil geladen</b> → Installieren.</li>
<li>Einstellungen → Allgemein → Info → <b>Zertifikatsvertrauenseinstellungen</b> →
„Porchlight home authority“ einschalten.</li></ol>
<h2>Android</h2>
<ol><li>Auf den Knopf oben tippen, um die Datei zu speichern.</li>
<li>Einstellungen → Sicherheit → Mehr → Verschlüsselung und Anmeldedaten → <b>Zertifikat
installieren</b> → <b>CA-Zertifikat</b>, und die Datei wählen. (Der Weg ist je nach Hersteller etwas
anders; in den Einstellungen nach „CA-Zertifikat“ suchen führt hin.)</li></ol>
<h2>Windows</h2>
<ol><li>Die Datei öffnen → <b>Zertifikat installieren</b> → Aktueller Benutzer → „Alle Zertifikate in
folgendem Speicher speichern“ → <b>Vertrauenswürdige Stammzertifizierungsstellen</b>.</li></ol>
<h2>macOS</h2>
<ol><li>Die Datei öffnen; sie kommt in die Schlüsselbundverwaltung.</li>
<li>Dort „Porchlight home authority“ öffnen → Vertrauen → <b>Immer vertrauen</b>.</li></ol>
<h2>Linux und Firefox</h2>
<ol><li>Firefox: Einstellungen → Datenschutz &amp; Sicherheit → Zertifikate anzeigen →
Zertifizierungsstellen → <b>Importieren</b>.</li>
<li>Chrome: Einstellungen → Datenschutz und Sicherheit → Sicherheit → Zertifikate verwalten →
Zertifizierungsstellen → <b>Importieren</b>.</li></ol>
)";

constexpr Words kEnglish{"Trust this Porchlight hub", kNothing, kSteps};
constexpr Words kGerman{"Dieser Porchlight-Zentrale vertrauen", kNothingInGerman, kStepsInGerman};

}  // namespace

http::Response trust_page(const std::optional<TrustPage>& trust, Language language) {
    const Words& words = language == Language::German ? kGerman : kEnglish;
    const std::string body = trust ? fmt::format(fmt::runtime(words.steps), trust->fingerprint)
                                   : std::string(words.nothing);
    http::Response response =
        http::text_response(200, "text/html; charset=utf-8",
                            fmt::format(fmt::runtime(kFrame), fmt::arg("lang", code_of(language)),
                                        fmt::arg("title", words.title), fmt::arg("body", body)));
    response.headers.set("Content-Security-Policy", std::string(kPolicy));
    response.headers.set("Cache-Control", "no-cache");
    response.headers.set("Vary", "Accept-Language");
    return response;
}

http::Response trust_certificate(const TrustPage& trust) {
    http::Response response =
        http::text_response(200, "application/x-x509-ca-cert", trust.certificate_der);
    response.headers.set("Content-Disposition", "attachment; filename=\"porchlight-ca.crt\"");
    return response;
}

}  // namespace porchlight::hub::api
