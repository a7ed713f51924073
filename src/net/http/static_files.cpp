// SPDX-License-Identifier: Apache-2.0
#include "net/http/static_files.hpp"

#include "base/open_beneath.hpp"
#include "net/http/entity.hpp"

#include <array>
#include <fcntl.h>
#include <utility>

namespace porchlight::net::http {

namespace {

/// Only our own files; no inline script or style; pictures and video also from memory (live view)
/// and from data: (the picture of a camera test).
constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSecurityHeaders{{
    {"Content-Security-Policy", kContentSecurityPolicy},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(self), microphone=(self), geolocation=(), payment=()"},
}};

bool accepts_gzip(const Request& request) {
    return request.headers.find("Accept-Encoding").find("gzip") != std::string_view::npos;
}

bool is_asset(std::string_view path) {
    return path.starts_with("/assets/");
}

/// Whether the app, and not a file, is meant.
bool is_page(std::string_view path) {
    return !is_asset(path) && path.find('.', path.rfind('/')) == std::string_view::npos;
}

Response not_found() {
    return text_response(404, "text/plain; charset=utf-8", "There is no such file.\n");
}

struct Found {
    Entity entity;
    bool gzip = false;
};

Result<Found> find_file(const UniqueFd& folder, const Request& request, const std::string& name) {
    const std::string type(type_of(name));
    if (accepts_gzip(request)) {
        if (auto packed = open_beneath(folder, name + ".gz")) {
            PL_TRY(Entity entity, file_entity(std::move(*packed), type));
            return Found{std::move(entity), true};
        }
    }
    PL_TRY(UniqueFd file, open_beneath(folder, name));
    PL_TRY(Entity entity, file_entity(std::move(file), type));
    return Found{std::move(entity), false};
}

}  // namespace

void add_security_headers(Response& response) {
    for (const auto& [name, value] : kSecurityHeaders) {
        if (!response.headers.has(name)) {
            response.headers.add(std::string(name), std::string(value));
        }
    }
}

StaticFiles::StaticFiles(UniqueFd folder)
    : folder_(std::make_shared<const UniqueFd>(std::move(folder))) {}

Result<StaticFiles> StaticFiles::create(const std::string& folder) {
    PL_TRY(UniqueFd opened, open_file(folder, O_PATH | O_DIRECTORY));
    return StaticFiles(std::move(opened));
}

Response StaticFiles::answer(const Request& request) const {
    if (request.method != Method::Get && request.method != Method::Head) {
        Response response = text_response(405, "text/plain; charset=utf-8", "Only for reading.\n");
        response.headers.set("Allow", "GET, HEAD");
        return response;
    }
    const std::string name = is_page(request.path) ? "index.html" : request.path.substr(1);
    auto found = find_file(*folder_, request, name);
    if (!found) {
        return not_found();
    }
    Response response = entity_response(request, std::move(found->entity));
    if (found->gzip && response.status != 304) {
        response.headers.set("Content-Encoding", "gzip");
    }
    response.headers.set("Vary", "Accept-Encoding");
    response.headers.set("Cache-Control", is_asset(request.path)
                                              ? "public, max-age=31536000, immutable"
                                              : "no-cache");
    return response;
}

}  // namespace porchlight::net::http
