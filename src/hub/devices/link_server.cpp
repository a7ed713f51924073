// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/link_server.hpp"

#include "base/base64.hpp"
#include "base/log.hpp"
#include "hub/devices/link_talk.hpp"
#include "rt/launch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

namespace porchlight::hub {

namespace link = net::link;
using link::Frame;
using link::FrameKind;

namespace {

constexpr std::string_view kNotRegistered =
    "This camera is not registered here any more. Pair it again.";

Secret stream_url(const device::StreamOffer& offer, const std::string& address) {
    const bool v6 = address.find(':') != std::string::npos;
    return Secret(fmt::format("rtsp://{}:{}@{}:{}{}", offer.user, offer.password.reveal(),
                              v6 ? "[" + address + "]" : address, offer.port, offer.path));
}

store::CommandState state_of(device::CommandOutcome outcome) {
    switch (outcome) {
        case device::CommandOutcome::Done:
            return store::CommandState::Done;
        case device::CommandOutcome::Failed:
            return store::CommandState::Failed;
        case device::CommandOutcome::Unsupported:
            return store::CommandState::Unsupported;
    }
    return store::CommandState::Failed;
}

}  // namespace

/// One camera that is here.
struct LinkServer::Session {
    Session(std::unique_ptr<link::Link> over, store::Device whose, ClipTaker* clips_for)
        : link(std::move(over)), device(std::move(whose)), clips(clips_for, device) {}

    std::unique_ptr<link::Link> link;
    store::Device device;
    std::int64_t settings_sent = 0;
    std::set<std::int64_t> commands_sent;
    SnapshotFetch snapshot;
    ClipFetch clips;
    bool updating = false;  ///< bring_up_to_date runs…
    bool again = false;     ///< …and has to run once more.
};

LinkServer::LinkServer(Parts parts) : parts_(std::move(parts)), gate_(parts_.executor) {}
LinkServer::~LinkServer() = default;

rt::Task<> LinkServer::stop() {
    co_return co_await gate_.close();
}

rt::Task<> LinkServer::serve(std::unique_ptr<link::Link> link) {
    auto serial = link->peer().serial;
    if (!serial) {
        auto pairing = parts_.pairing.serve(std::move(link));
        co_return co_await std::move(pairing);
    }
    auto serving = serve_device(std::move(link), std::move(*serial));
    co_return co_await std::move(serving);
}

/// Whether whoever holds this certificate is still the device that the registry knows.
rt::Task<store::Device> LinkServer::check_device(link::LinkPeer peer) {
    const Error unknown(ErrorCode::NotFound, std::string(kNotRegistered));
    if (!peer.serial || !peer.key) {
        co_return unknown;
    }
    auto reading = parts_.store.device(*peer.serial);
    auto stored = co_await std::move(reading);
    if (!stored && stored.error().code() != ErrorCode::NotFound) {
        co_return stored.error();
    }
    if (!stored || stored->binding == store::BindingKind::Unbound ||
        stored->public_key != to_hex(*peer.key)) {
        co_return unknown;
    }
    co_return stored;
}

rt::Task<> LinkServer::serve_device(std::unique_ptr<link::Link> link, Serial serial) {
    auto checking = check_device(link->peer());
    auto device = co_await std::move(checking);
    if (!device) {
        auto parting = part(link.get(), device.error());
        co_return co_await std::move(parting);
    }
    const auto session =
        std::make_shared<Session>(std::move(link), std::move(*device), parts_.hooks.clips);
    auto greeting = greet(session);
    auto result = co_await std::move(greeting);
    while (result) {
        auto receiving = session->link->receive();
        auto frame = co_await std::move(receiving);
        if (!frame) {
            result = frame.error();
            break;
        }
        auto handling = handle(session, std::move(*frame));
        result = co_await std::move(handling);
    }
    if (const auto here = sessions_.find(serial);
        here != sessions_.end() && here->second == session) {
        sessions_.erase(here);
        parts_.ledger.unlinked(serial);
        parts_.hooks.left(session->device);
    }
    if (result.error().code() != ErrorCode::Unavailable) {
        auto parting = part(session->link.get(), result.error());
        co_return co_await std::move(parting);
    }
    co_return result;
}

rt::Task<> LinkServer::greet(SessionPtr session) {
    auto hearing = hear_hello(session->link.get());
    PL_CO_TRY(const auto hello, co_await std::move(hearing));
    if (hello.version != device::kLinkVersion) {
        co_return Error(ErrorCode::Unsupported,
                        fmt::format("The camera speaks version {} of the link, this hub {}. Update "
                                    "the older one.",
                                    hello.version, device::kLinkVersion));
    }
    session->settings_sent = hello.settings_revision;
    register_session(session);
    const device::Welcome welcome{device::kLinkVersion, parts_.clock.utc_now(), kTelemetryEvery};
    auto sending = send(session->link.get(), welcome);
    PL_CO_TRY_VOID(co_await std::move(sending));
    if (hello.stream) {
        parts_.hooks.stream(session->device,
                            stream_url(*hello.stream, session->link->peer().address));
    }
    auto updating = bring_up_to_date(session);
    co_return co_await std::move(updating);
}

void LinkServer::register_session(const SessionPtr& session) {
    const Serial& serial = session->device.serial;
    SessionPtr& here = sessions_[serial];
    if (here) {
        // The older link is a dead one that the network has not given up yet, or a copied identity.
        std::ignore = here->link->try_send(frame_of(device::Goodbye{
            device::GoodbyeReason::Replaced, "The same camera has connected again."}));
        here->link->close();
    }
    here = session;
    parts_.ledger.linked(serial, session->link->peer().address);
}

rt::Task<> LinkServer::bring_up_to_date(SessionPtr session) {
    if (std::exchange(session->updating, true)) {
        session->again = true;
        co_return Result<>();
    }
    Result<> result;
    do {
        session->again = false;
        auto settings = send_settings(session);
        result = co_await std::move(settings);
        if (result) {
            auto commands = send_commands(session);
            result = co_await std::move(commands);
        }
    } while (result && session->again);
    session->updating = false;
    co_return result;
}

rt::Task<> LinkServer::send_settings(SessionPtr session) {
    auto reading = parts_.store.desired_settings(session->device.serial);
    PL_CO_TRY(const auto desired, co_await std::move(reading));
    if (desired.revision == 0 || desired.revision == session->settings_sent) {
        co_return Result<>();
    }
    PL_CO_TRY(auto settings, device::device_settings_from_json(desired.settings));
    session->settings_sent = desired.revision;
    auto sending = send(session->link.get(), device::SettingsWanted{desired.revision, settings});
    co_return co_await std::move(sending);
}

rt::Task<> LinkServer::send_commands(SessionPtr session) {
    auto reading = parts_.store.waiting_commands(session->device.serial);
    PL_CO_TRY(const auto waiting, co_await std::move(reading));
    for (const store::DeviceCommand& command : waiting) {
        if (!session->commands_sent.insert(command.id).second) {
            continue;
        }
        PL_CO_TRY(auto action, device::command_action_from_json(command.action));
        auto sending = send(session->link.get(), device::Command{command.id, std::move(action)});
        PL_CO_TRY_VOID(co_await std::move(sending));
    }
    co_return Result<>();
}

rt::Task<> LinkServer::handle(SessionPtr session, Frame frame) {
    if (frame.kind == FrameKind::Data) {
        PL_CO_TRY(auto piece, device::data_from_frame(frame.bytes));
        auto taking = take_piece(session, std::move(piece));
        co_return co_await std::move(taking);
    }
    auto message = device::link_message_from_json(frame.bytes);
    if (!message && message.error().code() == ErrorCode::Unsupported) {
        log::debug("link", "{}: {}", session->device.serial.text(), message.error().message());
        co_return Result<>();  // a newer camera may say more than we know
    }
    if (!message) {
        co_return message.error();
    }
    auto handling = handle_message(session, std::move(*message));
    co_return co_await std::move(handling);
}

rt::Task<> LinkServer::handle_message(SessionPtr session, device::LinkMessage message) {
    const Serial serial = session->device.serial;
    if (auto* telemetry = std::get_if<device::Telemetry>(&message)) {
        parts_.ledger.heard(serial, std::move(*telemetry));
        co_return Result<>();
    }
    if (const auto* event = std::get_if<device::EventReport>(&message)) {
        parts_.hooks.event(session->device, *event);
        auto seen = send(session->link.get(), device::EventSeen{event->id});
        co_return co_await std::move(seen);
    }
    if (auto* applied = std::get_if<device::SettingsApplied>(&message)) {
        auto noting =
            parts_.store.settings_applied(serial, applied->revision, std::move(applied->problem));
        co_return co_await std::move(noting);
    }
    if (auto* result = std::get_if<device::CommandResult>(&message)) {
        auto answering = answered(session, std::move(*result));
        co_return co_await std::move(answering);
    }
    if (const auto* offer = std::get_if<device::ClipOffer>(&message)) {
        auto taking = session->clips.offered(*offer);
        PL_CO_TRY(auto say, co_await std::move(taking));
        auto saying = send_all(session->link.get(), std::move(say));
        co_return co_await std::move(saying);
    }
    if (const auto* request = std::get_if<device::DataRequest>(&message)) {
        auto giving = give_firmware(session, *request);
        co_return co_await std::move(giving);
    }
    if (auto* wish = std::get_if<device::CertificateWish>(&message)) {
        auto renewing = renew(session, std::move(*wish));
        co_return co_await std::move(renewing);
    }
    if (std::holds_alternative<device::Goodbye>(message)) {
        co_return Error(ErrorCode::Unavailable, "the camera said goodbye");
    }
    co_return Result<>();
}

rt::Task<> LinkServer::answered(SessionPtr session, device::CommandResult result) {
    if (!session->commands_sent.contains(result.id)) {
        result.size = Bytes(0);  // nobody asked for a picture
    }
    auto say = session->snapshot.offered(std::move(result), parts_.clock.utc_now());
    auto finishing = finish_commands(session);
    PL_CO_TRY_VOID(co_await std::move(finishing));
    auto saying = send_all(session->link.get(), std::move(say));
    co_return co_await std::move(saying);
}

rt::Task<> LinkServer::finish_commands(SessionPtr session) {
    while (auto ended = session->snapshot.take()) {
        if (ended->picture) {
            snapshots_[session->device.serial] = std::move(*ended->picture);
        }
        device::CommandResult& result = ended->result;
        auto finishing =
            parts_.store.finish_command(session->device.serial, result.id, state_of(result.outcome),
                                        std::move(result.sentence), parts_.clock.utc_now());
        PL_CO_TRY_VOID(co_await std::move(finishing));
    }
    co_return Result<>();
}

rt::Task<> LinkServer::take_piece(SessionPtr session, device::DataPiece piece) {
    std::vector<device::LinkMessage> say;
    if (piece.kind == device::DataKind::Clip) {
        auto coming = session->clips.came(std::move(piece));
        PL_CO_TRY(say, co_await std::move(coming));
    } else {
        say = session->snapshot.came(std::move(piece));
    }
    auto finishing = finish_commands(session);
    PL_CO_TRY_VOID(co_await std::move(finishing));
    auto saying = send_all(session->link.get(), std::move(say));
    co_return co_await std::move(saying);
}

/// Only of an offer that this camera has and has not answered yet.
rt::Task<> LinkServer::give_firmware(SessionPtr session, device::DataRequest request) {
    auto reading = parts_.store.waiting_commands(session->device.serial);
    PL_CO_TRY(const auto waiting, co_await std::move(reading));
    device::DataPiece piece{request.kind, request.id, request.offset, {}};
    const auto found = std::ranges::find(waiting, request.id, &store::DeviceCommand::id);
    if (found != waiting.end() && request.kind == device::DataKind::Firmware) {
        PL_CO_TRY(const auto action, device::command_action_from_json(found->action));
        if (const auto* offer = std::get_if<device::FirmwareOffer>(&action)) {
            auto read = [shelf = parts_.firmware, version = offer->version,
                         offset = request.offset] {
                return shelf.piece(version, offset, device::kMostData);
            };
            auto bytes = co_await rt::offload(parts_.files, std::move(read));
            piece.bytes = std::move(bytes).value_or(std::string());
        }
    }
    Frame frame{FrameKind::Data, device::data_to_frame(piece)};
    auto sending = session->link->send(std::move(frame));
    co_return co_await std::move(sending);
}

rt::Task<> LinkServer::renew(SessionPtr session, device::CertificateWish wish) {
    const link::LinkPeer& peer = session->link->peer();
    if (!peer.key) {
        co_return Error(ErrorCode::NotFound, "no key to renew for");
    }
    PL_CO_TRY(auto chain,
              parts_.authority.issue_device(wish.request_pem, session->device.serial, *peer.key));
    auto sending = send(session->link.get(), device::CertificateIssued{std::move(chain)});
    co_return co_await std::move(sending);
}

void LinkServer::wake(const Serial& serial) {
    const auto here = sessions_.find(serial);
    auto holder = gate_.enter();
    if (here == sessions_.end() || !holder) {
        return;
    }
    struct Waking {
        static rt::Task<> run(LinkServer* self, SessionPtr session, rt::Gate::Holder held) {
            auto updating = self->bring_up_to_date(std::move(session));
            const auto result = co_await std::move(updating);
            std::ignore = held;
            co_return result;
        }
    };
    rt::spawn(parts_.executor, "tell a camera what is wanted",
              Waking::run(this, here->second, std::move(*holder)));
}

void LinkServer::on_change(const store::Device& before, const store::Device& after) {
    parts_.hooks.changed(before, after);
    const auto here = sessions_.find(after.serial);
    if (before.owner == after.owner && before.public_key == after.public_key) {
        if (here != sessions_.end()) {
            here->second->device = after;
        }
        return;
    }
    if (here != sessions_.end()) {
        std::ignore = here->second->link->try_send(frame_of(
            device::Goodbye{device::GoodbyeReason::NotRegistered, std::string(kNotRegistered)}));
        here->second->link->close();
        sessions_.erase(here);
        parts_.ledger.unlinked(after.serial);
    }
    if (before.owner != after.owner) {
        parts_.ledger.forget(after.serial);
        snapshots_.erase(after.serial);
    }
}

std::optional<Snapshot> LinkServer::snapshot(const Serial& serial) const {
    const auto found = snapshots_.find(serial);
    return found == snapshots_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace porchlight::hub
