// SPDX-License-Identifier: Apache-2.0
#include "camera/hub_memory.hpp"

#include "base/fd.hpp"
#include "net/ascii.hpp"
#include "net/link/pairing_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <limits>
#include <utility>

namespace porchlight::camera {

namespace {

namespace json = boost::json;

std::string text_in(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string();
}

std::vector<net::link::HubAddress> hubs_in(const json::object& object) {
    std::vector<net::link::HubAddress> hubs;
    const json::value* list = object.if_contains("hubs");
    if (list == nullptr || !list->is_array()) {
        return hubs;
    }
    for (const json::value& value : list->get_array()) {
        if (!value.is_object()) {
            continue;
        }
        const json::value* port = value.get_object().if_contains("port");
        const bool is_port = port != nullptr && port->is_int64() && port->get_int64() > 0 &&
                             port->get_int64() <= std::numeric_limits<std::uint16_t>::max();
        if (is_port) {
            hubs.push_back({text_in(value.get_object(), "host"),
                            static_cast<std::uint16_t>(port->get_int64())});
        }
    }
    return hubs;
}

}  // namespace

Secret to_text(const net::link::HubGrant& grant) {
    json::array hubs;
    for (const net::link::HubAddress& hub : grant.hubs) {
        hubs.push_back(json::object{{"host", hub.host}, {"port", hub.port}});
    }
    return Secret(json::serialize(json::object{{"authority", grant.authority_pem},
                                               {"certificate", grant.certificate_pem},
                                               {"home", grant.home},
                                               {"hubs", std::move(hubs)}}));
}

Result<net::link::HubGrant> hub_from_text(const Secret& text) {
    boost::system::error_code error;
    const json::value value = json::parse(text.reveal(), error);
    const Error corrupt(ErrorCode::Corrupt, "What the camera knows of its hub cannot be read.");
    if (error || !value.is_object()) {
        return corrupt;
    }
    net::link::HubGrant grant;
    grant.authority_pem = text_in(value.get_object(), "authority");
    grant.certificate_pem = text_in(value.get_object(), "certificate");
    grant.home = text_in(value.get_object(), "home");
    grant.hubs = hubs_in(value.get_object());
    if (grant.authority_pem.empty() || grant.certificate_pem.empty() || grant.hubs.empty()) {
        return corrupt;
    }
    return grant;
}

Result<LabelSecrets> LabelSecrets::open(const std::string& folder) {
    const std::string path = folder + "/label";
    if (const auto text = read_file(path, 4096)) {
        std::string_view rest = *text;
        const auto code = net::link::parse_code(net::take_until(rest, '\n'));
        const std::string_view secret = net::trimmed(rest);
        constexpr std::size_t kSecretLength = 32;
        if (code && secret.size() == kSecretLength) {
            return LabelSecrets{*code, Secret(std::string(secret))};
        }
    }
    LabelSecrets made{net::link::random_code(), net::link::random_pairing_secret()};
    PL_TRY_VOID(
        write_file_atomically(path, made.code.reveal() + "\n" + made.secret.reveal() + "\n"));
    return made;
}

}  // namespace porchlight::camera
