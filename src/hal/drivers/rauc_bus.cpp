// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/rauc_bus.hpp"

#include <memory>
#include <systemd/sd-bus.h>
#include <utility>

namespace porchlight::hal {

namespace {

struct CloseBus {
    void operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }
};
struct FreeMessage {
    void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
using Bus = std::unique_ptr<sd_bus, CloseBus>;
using Message = std::unique_ptr<sd_bus_message, FreeMessage>;

/// Who is called on the bus.
struct Peer {
    const char* what;
    const char* service;
    const char* path;
    const char* interface;
};
constexpr Peer kRauc{"RAUC", "de.pengutronix.rauc", "/", "de.pengutronix.rauc.Installer"};
constexpr Peer kLogind{"systemd-logind", "org.freedesktop.login1", "/org/freedesktop/login1",
                       "org.freedesktop.login1.Manager"};

Error refused(const Peer& peer, const char* method, int error, const char* words) {
    const Error cause = errno_error(-error, method);
    return {ErrorCode::Unavailable, std::string(peer.what) + " cannot " + method + ": " +
                                        (words != nullptr ? words : cause.message())};
}

/// An error of sd-bus, which owns its words.
struct BusError {
    sd_bus_error error{};
    BusError() = default;
    ~BusError() { sd_bus_error_free(&error); }
    BusError(const BusError&) = delete;
    BusError& operator=(const BusError&) = delete;
    BusError(BusError&&) = delete;
    BusError& operator=(BusError&&) = delete;
};

Result<Bus> open_bus() {
    sd_bus* bus = nullptr;
    if (const int error = sd_bus_open_system(&bus); error < 0) {
        return errno_error(-error, "cannot reach the system's D-Bus");
    }
    return Bus(bus);
}

/// @param arguments  As `types` says; text only.
template <typename... Text>
Result<Message> call(const Peer& peer, const char* method, const char* types, Text... arguments) {
    PL_TRY(const Bus bus, open_bus());
    BusError why;
    sd_bus_message* reply = nullptr;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): sd-bus's way
    const int error = sd_bus_call_method(bus.get(), peer.service, peer.path, peer.interface, method,
                                         &why.error, &reply, types, arguments...);
    if (error < 0) {
        return refused(peer, method, error, why.error.message);
    }
    return Message(reply);
}

/// One entry of a slot's dictionary; what is not asked for is passed over. @return As sd-bus does.
int read_entry(sd_bus_message* message, RaucSlot& slot) {
    const char* key = nullptr;
    if (const int error = sd_bus_message_read(message, "s", &key); error < 0) {
        return error;
    }
    const std::string_view name(key);
    std::string* const place = name == "class"      ? &slot.group
                               : name == "bootname" ? &slot.bootname
                               : name == "device"   ? &slot.device
                               : name == "state"    ? &slot.state
                                                    : nullptr;
    if (place == nullptr) {
        return sd_bus_message_skip(message, "v");
    }
    const char* text = nullptr;
    const int error = sd_bus_message_read(message, "v", "s", &text);
    if (error >= 0) {
        *place = text;
    }
    return error;
}

/// "sa{sv}", entered already.
int read_slot(sd_bus_message* message, RaucSlot& slot) {
    const char* name = nullptr;
    int error = sd_bus_message_read(message, "s", &name);
    if (error < 0) {
        return error;
    }
    slot.name = name;
    error = sd_bus_message_enter_container(message, 'a', "{sv}");
    while (error >= 0 && (error = sd_bus_message_enter_container(message, 'e', "sv")) > 0) {
        error = read_entry(message, slot);
        if (error >= 0) {
            error = sd_bus_message_exit_container(message);
        }
    }
    return error < 0 ? error : sd_bus_message_exit_container(message);
}

}  // namespace

Result<std::vector<RaucSlot>> rauc_slots() {
    PL_TRY(const Message reply, call(kRauc, "GetSlotStatus", ""));
    sd_bus_message* const message = reply.get();
    std::vector<RaucSlot> slots;
    int error = sd_bus_message_enter_container(message, 'a', "(sa{sv})");
    while (error >= 0 && (error = sd_bus_message_enter_container(message, 'r', "sa{sv}")) > 0) {
        error = read_slot(message, slots.emplace_back());
        if (error >= 0) {
            error = sd_bus_message_exit_container(message);
        }
    }
    return error < 0
               ? Result<std::vector<RaucSlot>>(refused(kRauc, "GetSlotStatus", error, nullptr))
               : Result<std::vector<RaucSlot>>(std::move(slots));
}

Result<std::string> rauc_compatible() {
    PL_TRY(const Bus bus, open_bus());
    BusError why;
    char* text = nullptr;
    const int error = sd_bus_get_property_string(bus.get(), kRauc.service, kRauc.path,
                                                 kRauc.interface, "Compatible", &why.error, &text);
    if (error < 0) {
        return refused(kRauc, "Compatible", error, why.error.message);
    }
    const std::unique_ptr<char, decltype(&std::free)> owner(text, &std::free);
    return std::string(text);
}

Result<> rauc_mark(std::string_view state, std::string_view slot) {
    const std::string state_text(state);
    const std::string slot_text(slot);
    PL_TRY(const Message reply, call(kRauc, "Mark", "ss", state_text.c_str(), slot_text.c_str()));
    return {};
}

Result<> reboot_board() {
    constexpr int kNobodyIsAsked = 0;
    PL_TRY(const Message reply, call(kLogind, "Reboot", "b", kNobodyIsAsked));
    return {};
}

}  // namespace porchlight::hal
