// SPDX-License-Identifier: Apache-2.0
#include "hub/doctor/camera_memory.hpp"

#include "base/json_fields.hpp"
#include "net/url.hpp"

#include <fmt/format.h>

namespace porchlight::hub {

/// For base/json_fields.hpp, which finds it by its argument.
template <typename Fields>
void fields(Fields& f, CameraMemory& memory) {
    f("worked_us", memory.worked);
    f("firmware", memory.firmware, {0, 40});
    f("channel", memory.channel, {1, 233});
    f("link_address", memory.link_address, wire::kShortText);
    f("mac", memory.mac, {0, 17});
    f("width", memory.width, wire::kAnyCount);
    f("height", memory.height, wire::kAnyCount);
    f("login_changed", memory.is_login_changed);
    f("address_changed", memory.is_address_changed);
    f("clock_jumped", memory.has_clock_jumped);
}

namespace {

std::string yes_or_no(bool is_so) {
    return is_so ? "yes" : "no";
}

/// Of a paired device: what its telemetry and its link tell beside what they told then.
void compare(EvidenceList& list, const CameraMemory& then, const HealthView& now) {
    if (!now.telemetry) {
        return;
    }
    if (!then.firmware.empty() && !now.telemetry->firmware.empty()) {
        list.push_back({"firmware_changed", yes_or_no(then.firmware != now.telemetry->firmware),
                        fmt::format("Firmware: {} when it last worked, {} now", then.firmware,
                                    now.telemetry->firmware)});
    }
    if (then.channel && now.telemetry->channel) {
        list.push_back({"channel_moved", yes_or_no(then.channel != now.telemetry->channel),
                        fmt::format("Wi-Fi channel: {} when it last worked, {} now", *then.channel,
                                    *now.telemetry->channel)});
    }
    if (!then.link_address.empty() && now.state == HealthState::Online) {
        list.push_back({"address_kept", then.link_address == now.address ? "same" : "another",
                        fmt::format("Address: {} when it last worked, {} now", then.link_address,
                                    now.address)});
    }
}

}  // namespace

CameraMemory working(UtcTime now, const std::optional<HealthView>& health) {
    CameraMemory memory;
    memory.worked = now;
    if (health && health->telemetry && health->state == HealthState::Online) {
        memory.firmware = health->telemetry->firmware;
        memory.channel = health->telemetry->channel;
        memory.link_address = health->address;
    }
    return memory;
}

void note_new_url(CameraMemory& memory, const Secret& before, const Secret& now) {
    const auto old_url = net::CameraUrl::parse(before.reveal());
    const auto new_url = net::CameraUrl::parse(now.reveal());
    if (!old_url || !new_url) {
        memory.is_address_changed |= before.reveal() != now.reveal();
        return;
    }
    memory.is_login_changed |= old_url->user() != new_url->user() ||
                               old_url->password().reveal() != new_url->password().reveal();
    memory.is_address_changed |= old_url->request_uri() != new_url->request_uri();
}

EvidenceList evidence_of(const CameraMemory& memory, const std::optional<HealthView>& health) {
    if (!memory.worked) {
        return {{"since", "setting_up", "It has not given video here yet"}};
    }
    EvidenceList list{{"since", "worked_before", "It gave video at " + to_rfc3339(*memory.worked)}};
    if (health) {
        compare(list, memory, *health);
    } else {
        list.push_back({"login_changed", yes_or_no(memory.is_login_changed),
                        memory.is_login_changed ? "Its login was changed here since it last worked"
                                                : "Its login here is the one that worked"});
        list.push_back({"program_settings", yes_or_no(memory.is_address_changed),
                        memory.is_address_changed
                            ? "Its address was changed here since it last worked"
                            : "Its address here is the one that worked"});
    }
    list.push_back({"hub_clock_jumped", yes_or_no(memory.has_clock_jumped),
                    memory.has_clock_jumped ? "The hub's clock has jumped since it last worked"
                                            : "The hub's clock has not jumped"});
    return list;
}

std::string to_json(const CameraMemory& memory) {
    return wire::to_text(wire::write_object(memory));
}

Result<CameraMemory> camera_memory_from_json(std::string_view text) {
    PL_TRY(const auto object, wire::parse_object(text, "a camera's memory"));
    return wire::read_object<CameraMemory>(object, "a camera's memory");
}

}  // namespace porchlight::hub
