// SPDX-License-Identifier: Apache-2.0
#include "hub/config.hpp"

#include "base/fd.hpp"
#include "base/nearest.hpp"

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <span>
#include <utility>

namespace porchlight::hub {

namespace {

constexpr std::size_t kLargestFile = 1U << 20U;
constexpr std::int64_t kGigabyte = 1'000'000'000;

Error invalid(std::string sentence) {
    return {ErrorCode::InvalidArgument, std::move(sentence)};
}

Result<std::string> text_of(const toml::node& node) {
    const auto text = node.value<std::string>();
    if (!node.is_string() || !text || text->empty()) {
        return invalid("must be text in quotes, and not empty");
    }
    return *text;
}

Result<std::vector<std::string>> texts_of(const toml::node& node) {
    const toml::array* array = node.as_array();
    if (array == nullptr) {
        return invalid("must be a list of texts, like [\"a\", \"b\"]");
    }
    std::vector<std::string> texts;
    for (const toml::node& element : *array) {
        PL_TRY(std::string text, text_of(element));
        texts.push_back(std::move(text));
    }
    return texts;
}

Result<std::int64_t> number_of(const toml::node& node, std::int64_t least, std::int64_t most) {
    // value() would cast 1e31, too.
    const auto number = node.value_exact<std::int64_t>();
    if (!number || *number < least || *number > most) {
        return invalid(fmt::format("must be a whole number from {} to {}", least, most));
    }
    return *number;
}

Result<> read_listen(const toml::node& node, HubConfig& config) {
    PL_TRY(const auto texts, texts_of(node));
    if (texts.empty()) {
        return invalid("must name at least one address, like [\"127.0.0.1:8420\"]");
    }
    config.listen.clear();
    for (const std::string& text : texts) {
        PL_TRY(ListenAddress address, parse_listen(text));
        config.listen.push_back(std::move(address));
    }
    return {};
}

Result<> read_names(const toml::node& node, HubConfig& config) {
    PL_TRY(config.names, texts_of(node));
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-.";
    for (const std::string& name : config.names) {
        if (name.find_first_not_of(kAllowed) != std::string::npos || name.size() > 253) {
            return invalid(fmt::format(
                "\"{}\" is not a host name; use lower-case letters, digits, - and .", name));
        }
    }
    return {};
}

Result<> read_webrtc_addresses(const toml::node& node, HubConfig& config) {
    PL_TRY(config.webrtc_addresses, texts_of(node));
    constexpr std::string_view kAllowed = "abcdef0123456789.:";
    for (const std::string& address : config.webrtc_addresses) {
        if (address.empty() || address.find_first_not_of(kAllowed) != std::string::npos) {
            return invalid(fmt::format("\"{}\" is not a numeric address", address));
        }
    }
    return {};
}

Result<> read_log_level(const toml::node& node, HubConfig& config) {
    constexpr std::array<std::pair<std::string_view, log::Level>, 4> kLevels{
        {{"debug", log::Level::Debug},
         {"info", log::Level::Info},
         {"warning", log::Level::Warning},
         {"error", log::Level::Error}}};
    PL_TRY(const std::string text, text_of(node));
    const auto* found = std::ranges::find(
        kLevels, text, [](const auto& level) { return std::string(level.first); });
    if (found == kLevels.end()) {
        return invalid("must be one of \"debug\", \"info\", \"warning\", \"error\"");
    }
    config.log_level = found->second;
    return {};
}

template <auto Setting>
Result<> read_port(const toml::node& node, HubConfig& config) {
    PL_TRY(const std::int64_t port, number_of(node, 0, 65535));
    config.*Setting = static_cast<std::uint16_t>(port);
    return {};
}

Result<> read_keep_days(const toml::node& node, HubConfig& config) {
    PL_TRY(const std::int64_t days, number_of(node, 1, 3650));
    config.keep_days = static_cast<int>(days);
    return {};
}

Result<> read_keep_gb(const toml::node& node, HubConfig& config) {
    PL_TRY(const std::int64_t gigabytes, number_of(node, 1, 1'000'000));
    config.keep_below = Bytes(gigabytes * kGigabyte);
    return {};
}

template <std::string HubConfig::* Member>
Result<> read_path(const toml::node& node, HubConfig& config) {
    PL_TRY(config.*Member, text_of(node));
    if (!(config.*Member).starts_with('/')) {
        return invalid("must be a whole path that begins with /");
    }
    return {};
}

Result<> read_video_folders(const toml::node& node, HubConfig& config) {
    PL_TRY(config.video_folders, texts_of(node));
    return {};
}

/// A key that a table may have, and what reads it.
struct Key {
    std::string_view name;
    Result<> (*read)(const toml::node&, HubConfig&);
};

std::string unknown_key(std::string_view name, std::span<const Key> keys) {
    std::vector<std::string_view> known;
    std::string list;
    for (const Key& key : keys) {
        known.push_back(key.name);
        list += (list.empty() ? "" : ", ") + std::string(key.name);
    }
    const std::string_view nearest = nearest_word(name, known);
    return nearest.empty()
               ? fmt::format("there is no setting \"{}\"; there are {}", name, list)
               : fmt::format("there is no setting \"{}\"; did you mean \"{}\"?", name, nearest);
}

Result<> read_addresses(const toml::node& node, std::vector<std::string>& into) {
    PL_TRY(into, texts_of(node));
    for (const std::string& text : into) {
        boost::system::error_code error;
        boost::asio::ip::make_address(text, error);
        if (error) {
            return invalid(fmt::format("\"{}\" is not an address, like \"192.0.2.1\"", text));
        }
    }
    return {};
}

Result<> read_ask_internet(const toml::node& node, HubConfig& config) {
    const auto may = node.value_exact<bool>();
    if (!may) {
        return invalid("must be true or false");
    }
    config.beyond = *may ? ProbePlan::Beyond::Asked : ProbePlan::Beyond::LeftAlone;
    return {};
}

Result<> read_reference_names(const toml::node& node, HubConfig& config) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
        return invalid(
            "must be names with their addresses, like {\"a.example\" = [\"192.0.2.1\"]}");
    }
    config.reference_hosts.names.clear();
    for (const auto& [name, addresses] : *table) {
        ReferenceName& reference =
            config.reference_hosts.names.emplace_back(ReferenceName{std::string(name.str()), {}});
        PL_TRY_VOID(read_addresses(addresses, reference.addresses));
    }
    return {};
}

Result<> read_places(const toml::node& node, HubConfig& config) {
    const toml::array* array = node.as_array();
    if (array == nullptr) {
        return invalid("must be a list of places, each a list of its addresses");
    }
    config.reference_hosts.places.clear();
    for (const toml::node& place : *array) {
        PL_TRY_VOID(read_addresses(place, config.reference_hosts.places.emplace_back().addresses));
    }
    return {};
}

Result<> read_second_resolver(const toml::node& node, HubConfig& config) {
    return read_addresses(node, config.reference_hosts.second_resolver);
}

Result<> read_time_servers(const toml::node& node, HubConfig& config) {
    PL_TRY(config.reference_hosts.time_servers, texts_of(node));
    return {};
}

/// ["host", "/path", "text of the page"], or [] for none.
Result<> read_page(const toml::node& node, HubConfig& config) {
    PL_TRY(auto texts, texts_of(node));
    if (!texts.empty() && texts.size() != 3) {
        return invalid("must be [\"host\", \"/path\", \"text\"], or [] for none");
    }
    texts.resize(3);
    config.reference_hosts.page_host = std::move(texts[0]);
    config.reference_hosts.page_path = std::move(texts[1]);
    config.reference_hosts.page_text = std::move(texts[2]);
    return {};
}

constexpr std::array kProbeKeys{Key{"ask_internet", read_ask_internet},
                                Key{"names", read_reference_names},
                                Key{"places", read_places},
                                Key{"page", read_page},
                                Key{"second_resolver", read_second_resolver},
                                Key{"time_servers", read_time_servers}};

Result<> read_probes(const toml::node& node, HubConfig& config) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
        return invalid("must be a table, [probes]");
    }
    for (const auto& [key, value] : *table) {
        const auto* known = std::ranges::find(kProbeKeys, key.str(), &Key::name);
        if (known == kProbeKeys.end()) {
            return invalid(unknown_key(key.str(), kProbeKeys));
        }
        if (const auto read = known->read(value, config); !read) {
            return read.error().wrap(std::string(key.str()));
        }
    }
    return {};
}

/// Every key that hub.toml may have.
constexpr std::array kKeys{Key{"listen", read_listen},
                           Key{"camera_port", read_port<&HubConfig::camera_port>},
                           Key{"webrtc_port", read_port<&HubConfig::webrtc_port>},
                           Key{"webrtc_addresses", read_webrtc_addresses},
                           Key{"names", read_names},
                           Key{"state_dir", read_path<&HubConfig::state_dir>},
                           Key{"video_folders", read_video_folders},
                           Key{"clips_dir", read_path<&HubConfig::clips_dir>},
                           Key{"web_dir", read_path<&HubConfig::web_dir>},
                           Key{"keep_days", read_keep_days},
                           Key{"keep_gb", read_keep_gb},
                           Key{"log_level", read_log_level},
                           Key{"probes", read_probes}};

Error at_line(std::string_view file, const toml::source_region& where, std::string_view sentence) {
    const std::string_view end = sentence.ends_with('?') ? "" : ".";
    return invalid(fmt::format("{}, line {}: {}{}", file, where.begin.line, sentence, end));
}

}  // namespace

Result<ListenAddress> parse_listen(std::string_view text) {
    const Error wrong = invalid(fmt::format(
        "\"{}\" is not an address and a port, like \"127.0.0.1:8420\" or \"[::]:8421\"", text));
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        return wrong;
    }
    std::string_view host = text.substr(0, colon);
    const std::string_view port = text.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    }
    ListenAddress listen{std::string(host), 0};
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), listen.port);
    boost::system::error_code not_an_address;
    boost::asio::ip::make_address(listen.address, not_an_address);
    if (port.empty() || error != std::errc() || end != port.data() + port.size() ||
        not_an_address) {
        return wrong;
    }
    return listen;
}

bool is_loopback(const ListenAddress& listen) {
    boost::system::error_code error;
    return boost::asio::ip::make_address(listen.address, error).is_loopback();
}

Result<HubConfig> parse_config(std::string_view text, std::string_view name) {
    try {
        const toml::table table = toml::parse(text, name);
        HubConfig config;
        for (const auto& [key, node] : table) {
            const auto* known = std::ranges::find(kKeys, key.str(), &Key::name);
            if (known == kKeys.end()) {
                return at_line(name, key.source(), unknown_key(key.str(), kKeys));
            }
            if (const auto read = known->read(node, config); !read) {
                return at_line(name, node.source(),
                               fmt::format("{}: {}", key.str(), read.error().message()));
            }
        }
        return config;
    } catch (const toml::parse_error& error) {
        return at_line(name, error.source(), error.description());
    }
}

Result<HubConfig> load_config(const std::string& path) {
    PL_TRY(const std::string text, read_file(path, kLargestFile));
    return parse_config(text, path);
}

Result<std::string> default_state_dir() {
    // Read once at start, before there are threads.
    const char* state_home =
        std::getenv("XDG_STATE_HOME");  // NOLINT(concurrency-mt-unsafe): no threads yet
    if (state_home != nullptr && *state_home == '/') {
        return std::string(state_home) + "/porchlight";
    }
    const char* home = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe): no threads yet
    if (home != nullptr && *home == '/') {
        return std::string(home) + "/.local/state/porchlight";
    }
    return Error(ErrorCode::FailedPrecondition,
                 "Cannot tell where to keep state: HOME is not set. Give it with --state DIR.");
}

}  // namespace porchlight::hub
