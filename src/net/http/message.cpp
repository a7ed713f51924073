// SPDX-License-Identifier: Apache-2.0
#include "net/http/message.hpp"

#include "net/ascii.hpp"

#include <algorithm>
#include <array>

namespace porchlight::net::http {

namespace {

struct MethodName {
    Method method;
    std::string_view text;
};
constexpr std::array kMethods{
    MethodName{Method::Get, "GET"},     MethodName{Method::Head, "HEAD"},
    MethodName{Method::Post, "POST"},   MethodName{Method::Put, "PUT"},
    MethodName{Method::Patch, "PATCH"}, MethodName{Method::Delete, "DELETE"}};

struct Reason {
    int status;
    std::string_view text;
};
/// RFC 9110 section 15 and RFC 6585.
constexpr std::array kReasons{Reason{200, "OK"},
                              Reason{201, "Created"},
                              Reason{204, "No Content"},
                              Reason{206, "Partial Content"},
                              Reason{302, "Found"},
                              Reason{304, "Not Modified"},
                              Reason{400, "Bad Request"},
                              Reason{401, "Unauthorized"},
                              Reason{403, "Forbidden"},
                              Reason{404, "Not Found"},
                              Reason{405, "Method Not Allowed"},
                              Reason{409, "Conflict"},
                              Reason{413, "Content Too Large"},
                              Reason{415, "Unsupported Media Type"},
                              Reason{416, "Range Not Satisfiable"},
                              Reason{421, "Misdirected Request"},
                              Reason{422, "Unprocessable Content"},
                              Reason{426, "Upgrade Required"},
                              Reason{429, "Too Many Requests"},
                              Reason{431, "Request Header Fields Too Large"},
                              Reason{500, "Internal Server Error"},
                              Reason{501, "Not Implemented"},
                              Reason{503, "Service Unavailable"},
                              Reason{504, "Gateway Timeout"},
                              Reason{507, "Insufficient Storage"}};

int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char low = ascii_lower(c);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

}  // namespace

std::string_view to_string(Method method) {
    const auto* found = std::ranges::find(kMethods, method, &MethodName::method);
    return found == kMethods.end() ? "OTHER" : found->text;
}

Method method_from(std::string_view text) {
    const auto* found = std::ranges::find(kMethods, text, &MethodName::text);
    return found == kMethods.end() ? Method::Other : found->method;
}

std::string_view Headers::find(std::string_view name) const {
    const auto found = std::ranges::find_if(
        fields_, [&](const Field& field) { return ascii_iequals(field.first, name); });
    return found == fields_.end() ? std::string_view() : std::string_view(found->second);
}

bool Headers::has(std::string_view name) const {
    return std::ranges::any_of(
        fields_, [&](const Field& field) { return ascii_iequals(field.first, name); });
}

void Headers::add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
}

void Headers::set(std::string name, std::string value) {
    std::erase_if(fields_, [&](const Field& field) { return ascii_iequals(field.first, name); });
    add(std::move(name), std::move(value));
}

std::string_view Request::cookie(std::string_view name) const {
    for (const auto& [field, value] : headers.fields()) {
        if (!ascii_iequals(field, "cookie")) {
            continue;
        }
        std::string_view rest = value;
        while (!rest.empty()) {
            std::string_view pair = trimmed(take_until(rest, ';'));
            if (take_until(pair, '=') == name) {
                return pair;
            }
        }
    }
    return {};
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
    const auto found =
        std::ranges::find_if(query, [&](const auto& pair) { return pair.first == name; });
    if (found == query.end()) {
        return std::nullopt;
    }
    return found->second;
}

bool Request::is_websocket() const {
    return method == Method::Get && ascii_iequals(headers.find("upgrade"), "websocket");
}

Result<std::string> percent_decode(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return Error(ErrorCode::InvalidArgument, "The address has a broken % sign.");
            }
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (c == '\0') {
            return Error(ErrorCode::InvalidArgument, "The address has a zero byte.");
        }
        decoded.push_back(c);
    }
    return decoded;
}

Result<Parameters> parse_query(std::string_view query) {
    Parameters parameters;
    while (!query.empty()) {
        std::string pair(take_until(query, '&'));
        std::ranges::replace(pair, '+', ' ');
        std::string_view coded = pair;
        PL_TRY(std::string name, percent_decode(take_until(coded, '=')));
        PL_TRY(std::string value, percent_decode(coded));
        if (!name.empty()) {
            parameters.emplace_back(std::move(name), std::move(value));
        }
    }
    return parameters;
}

Response text_response(int status, std::string content_type, std::string body) {
    Response response;
    response.status = status;
    response.headers.set("Content-Type", std::move(content_type));
    response.body = std::move(body);
    return response;
}

std::string_view reason_of(int status) {
    const auto* found = std::ranges::find(kReasons, status, &Reason::status);
    return found == kReasons.end() ? "Status" : found->text;
}

}  // namespace porchlight::net::http
