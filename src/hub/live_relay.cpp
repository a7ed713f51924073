// SPDX-License-Identifier: Apache-2.0
#include "hub/live_relay.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <utility>

namespace porchlight::hub {

namespace {

constexpr const char* kKey = "live.relay";

/// As a quoted string of a header field. @source RFC 9110 section 5.6.4.
std::string in_quotes(std::string_view text) {
    std::string made = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') {
            made += '\\';
        }
        made += letter;
    }
    return made + '"';
}

}  // namespace

bool is_relay_url(std::string_view url) {
    static const std::regex shape(
        R"(turns?:(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9.-]{1,253})(:[0-9]{1,5})?(\?transport=(udp|tcp))?)");
    constexpr std::size_t kLongest = 300;
    return url.size() <= kLongest && std::regex_match(url.begin(), url.end(), shape);
}

rt::Task<RelaySettings> read_relay(store::Store* store) {
    auto reading = store->setting(kKey);
    PL_CO_TRY(const std::string text, co_await std::move(reading));
    RelaySettings settings;
    boost::system::error_code broken;
    const auto value = boost::json::parse(text, broken);
    const auto* object = broken ? nullptr : value.if_object();
    if (object == nullptr) {
        co_return settings;
    }
    const auto text_at = [&](const char* name) {
        const auto* field = object->if_contains(name);
        return field != nullptr && field->is_string() ? std::string(field->get_string())
                                                      : std::string();
    };
    settings.user = text_at("user");
    settings.secret = Secret(text_at("secret"));
    if (const auto* urls = object->if_contains("urls"); urls != nullptr && urls->is_array()) {
        for (const auto& url : urls->get_array()) {
            if (url.is_string()) {
                settings.urls.emplace_back(url.get_string());
            }
        }
    }
    co_return settings;
}

rt::Task<> write_relay(store::Store* store, RelaySettings settings) {
    boost::json::array urls;
    for (const std::string& url : settings.urls) {
        urls.emplace_back(url);
    }
    const boost::json::object value{
        {"urls", urls}, {"user", settings.user}, {"secret", settings.secret.reveal()}};
    auto writing = store->set_setting(kKey, boost::json::serialize(value));
    co_return co_await std::move(writing);
}

std::vector<std::string> relay_links(const RelaySettings& settings) {
    std::vector<std::string> links;
    std::ranges::transform(settings.urls, std::back_inserter(links), [&](const std::string& url) {
        return fmt::format(
            R"(<{}>; rel="ice-server"; username={}; credential={}; credential-type="password")",
            url, in_quotes(settings.user), in_quotes(settings.secret.reveal()));
    });
    return links;
}

}  // namespace porchlight::hub
