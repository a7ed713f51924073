// SPDX-License-Identifier: Apache-2.0
#include "camera/hub_session.hpp"

#include "base/log.hpp"
#include "camera/hub_link.hpp"
#include "net/link/certificate_life.hpp"
#include "net/link/link_context.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

namespace porchlight::camera {

namespace {

using device::CommandOutcome;
using device::CommandResult;
using net::link::Frame;
using net::link::FrameKind;

constexpr std::size_t kMostSnapshots = 4;
/// Of 90 days. @source trust.md §3: short-lived, renewed by itself
constexpr std::chrono::days kRenewBefore{30};
constexpr std::chrono::hours kWishEvery{1};

}  // namespace

void ReportQueue::add(const device::EventReport& report) {
    const auto same = std::ranges::find(waiting_, report.id, &device::EventReport::id);
    if (same != waiting_.end()) {
        *same = report;
    } else {
        waiting_.push_back(report);
    }
    if (waiting_.size() > most_) {
        waiting_.pop_front();
    }
    on_change_();
}

void ReportQueue::seen(std::int64_t id) {
    std::erase_if(waiting_, [id](const device::EventReport& report) { return report.id == id; });
    on_change_();
}

void ReportQueue::clear() {
    waiting_.clear();
    on_change_();
}

HubSession::HubSession(std::unique_ptr<net::link::Link> link, const Parts& parts,
                       net::link::HubGrant grant)
    : link_(std::move(link)), parts_(parts), grant_(std::move(grant)) {}

rt::Task<> HubSession::greet(std::shared_ptr<HubSession> self) {
    self->self_ = self;
    device::Hello hello;
    hello.model = self->parts_.settings->model;
    hello.firmware = self->parts_.settings->firmware;
    hello.settings_revision = self->parts_.listener->settings_revision();
    hello.stream = self->parts_.listener->stream();
    self->send(hello);
    while (!self->is_welcome_) {
        auto receiving = self->link_->receive();
        PL_CO_TRY(const Frame frame, co_await std::move(receiving));
        PL_CO_TRY_VOID(self->take(frame.bytes));
    }
    co_return Result<>();
}

rt::Task<> HubSession::live(std::shared_ptr<HubSession> self) {
    self->start("telemetry", send_telemetry_for_ever(self));
    self->start("clips", offer_what_there_is(self));
    for (const device::EventReport& report : self->parts_.reports->waiting()) {
        self->send(report);
    }
    while (!self->is_closed_) {
        auto receiving = self->link_->receive();
        PL_CO_TRY(const Frame frame, co_await std::move(receiving));
        if (self->is_closed_) {
            continue;
        }
        if (frame.kind == FrameKind::Message) {
            PL_CO_TRY_VOID(self->take(frame.bytes));
        } else {
            PL_CO_TRY_VOID(self->take_data(frame.bytes));
        }
    }
    co_return Error(ErrorCode::Cancelled, "stopped");
}

void HubSession::close() {
    is_closed_ = true;
    link_->close();
}

void HubSession::start(const char* what, rt::Task<> task) {
    rt::spawn(link_->executor(), what, std::move(task));
}

void HubSession::send(const device::LinkMessage& message) {
    if (is_closed_) {
        return;
    }
    // A queue that is full is a hub that reads nothing: what matters is kept and said again.
    static_cast<void>(link_->try_send({FrameKind::Message, device::to_json(message)}));
}

void HubSession::send_telemetry() {
    if (is_welcome_ && !is_closed_) {
        send(parts_.listener->telemetry());
    }
}

void HubSession::offer(const KeptClip& clip) {
    device::ClipOffer offer;
    offer.id = clip.id;
    offer.start = clip.start;
    offer.duration = clip.duration;
    offer.size = clip.size;
    send(offer);
}

rt::Task<> HubSession::send_telemetry_for_ever(std::shared_ptr<HubSession> self) {
    while (!self->is_closed_) {
        self->send_telemetry();
        self->wish_certificate();
        PL_CO_TRY_VOID(co_await rt::sleep_for(self->telemetry_every_));
    }
    co_return Result<>();
}

rt::Task<> HubSession::offer_what_there_is(std::shared_ptr<HubSession> self) {
    auto looking = self->parts_.listener->clips().clips();
    PL_CO_TRY(const auto clips, co_await std::move(looking));
    for (const KeptClip& clip : clips) {
        self->offer(clip);
    }
    co_return Result<>();
}

Result<> HubSession::take(const std::string& text) {
    const auto message = device::link_message_from_json(text);
    if (!message) {
        if (message.error().code() == ErrorCode::Unsupported) {
            return {};  // of a newer hub
        }
        send(device::Goodbye{device::GoodbyeReason::BadMessage, message.error().message()});
        return message.error();
    }
    if (const auto* welcome = std::get_if<device::Welcome>(&*message)) {
        telemetry_every_ = std::max(welcome->telemetry_every, std::chrono::seconds(1));
        hub_time_ = welcome->time;
        welcomed_ = parts_.clock->monotonic_now();
        is_welcome_ = true;
    } else if (const auto* goodbye = std::get_if<device::Goodbye>(&*message)) {
        return take_goodbye(*goodbye);
    } else if (const auto* wanted = std::get_if<device::SettingsWanted>(&*message)) {
        take_settings(*wanted);
    } else if (const auto* command = std::get_if<device::Command>(&*message)) {
        take_command(*command);
    } else if (const auto* seen = std::get_if<device::EventSeen>(&*message)) {
        parts_.reports->seen(seen->id);
    } else if (const auto* request = std::get_if<device::DataRequest>(&*message)) {
        start("data", send_piece(self_.lock(), *request));
    } else if (const auto* taken = std::get_if<device::ClipTaken>(&*message)) {
        start("clip", parts_.listener->clips().remove(taken->id));
    } else if (const auto* issued = std::get_if<device::CertificateIssued>(&*message)) {
        take_certificate(*issued);
    }
    return {};
}

Result<> HubSession::take_goodbye(const device::Goodbye& goodbye) {
    is_refused_ = goodbye.reason == device::GoodbyeReason::NotRegistered;
    if (is_refused_) {
        parts_.listener->on_notice(goodbye.sentence);
    }
    return Error(ErrorCode::Unavailable, "The hub said goodbye: " + goodbye.sentence);
}

void HubSession::take_settings(const device::SettingsWanted& wanted) {
    const auto applied = parts_.listener->on_settings(wanted);
    device::SettingsApplied answer;
    answer.revision = wanted.revision;
    if (!applied) {
        answer.problem = applied.error().message();
    }
    send(answer);
}

void HubSession::take_command(const device::Command& command) {
    CommandResult result;
    result.id = command.id;
    if (std::holds_alternative<device::TakeSnapshot>(command.action)) {
        start("snapshot", snap(self_.lock(), command.id));
        return;
    }
    if (const auto* offer = std::get_if<device::FirmwareOffer>(&command.action)) {
        parts_.listener->on_firmware_offer(command.id, *offer);
        return;
    }
    send(result);
    if (std::holds_alternative<device::Identify>(command.action)) {
        parts_.listener->on_home(device::Event::IdentifyAsked);
    } else if (std::holds_alternative<device::Restart>(command.action)) {
        parts_.listener->on_restart_asked();
    }
}

Result<> HubSession::take_data(const std::string& frame) const {
    PL_TRY(const auto piece, device::data_from_frame(frame));
    parts_.listener->on_firmware_piece(piece);
    return {};
}

void HubSession::take_certificate(const device::CertificateIssued& issued) {
    net::link::HubGrant renewed = grant_;
    renewed.certificate_pem = issued.chain_pem;
    const auto usable = net::link::LinkContext::for_camera(
        {renewed.certificate_pem, parts_.settings->identity.key_pem()}, renewed.authority_pem);
    if (!usable) {
        log::error("camera", "the hub's new certificate is not for this camera: {}",
                   usable.error().message());
        return;
    }
    // Kept first: the next connection reads it from the memory.
    if (const auto kept = parts_.listener->on_hub_changed(to_text(renewed)); !kept) {
        log::error("camera", "the new certificate cannot be kept: {}", kept.error().message());
        return;
    }
    grant_ = std::move(renewed);
}

/// By the hub's clock: it is the hub that looks at the dates, and many cameras have no clock.
void HubSession::wish_certificate() {
    const MonotonicTime now = parts_.clock->monotonic_now();
    const auto end = net::link::end_of_certificate(grant_.certificate_pem);
    const bool is_due = end && *end - (hub_time_ + (now - welcomed_)) < kRenewBefore;
    if (!is_due || (wished_ && now - *wished_ < kWishEvery)) {
        return;
    }
    const auto request = parts_.settings->identity.certificate_request();
    if (!request) {
        log::error("camera", "no new certificate: {}", request.error().message());
        return;
    }
    wished_ = now;
    send(device::CertificateWish{*request});
}

rt::Task<> HubSession::snap(std::shared_ptr<HubSession> self, std::int64_t command) {
    auto taking = self->parts_.listener->take_snapshot();
    auto picture = co_await std::move(taking);
    CommandResult result;
    result.id = command;
    if (picture) {
        result.size = Bytes(static_cast<std::int64_t>(picture->size()));
        self->snapshots_[command] = std::move(*picture);
        if (self->snapshots_.size() > kMostSnapshots) {
            self->snapshots_.erase(self->snapshots_.begin());
        }
    } else {
        result.outcome = CommandOutcome::Failed;
        result.sentence = picture.error().message();
    }
    self->send(result);
    co_return Result<>();
}

rt::Task<> HubSession::send_piece(std::shared_ptr<HubSession> self, device::DataRequest request) {
    device::DataPiece piece{request.kind, request.id, request.offset, {}};
    if (request.kind == device::DataKind::Snapshot) {
        const auto found = self->snapshots_.find(request.id);
        const auto offset = static_cast<std::size_t>(std::max<std::int64_t>(request.offset, 0));
        if (found != self->snapshots_.end() && offset < found->second.size()) {
            piece.bytes = found->second.substr(offset, device::kMostData);
        }
    } else if (request.kind == device::DataKind::Clip && request.offset >= 0) {
        auto reading = self->parts_.listener->clips().read(request.id, Bytes(request.offset),
                                                           device::kMostData);
        auto bytes = co_await std::move(reading);
        piece.bytes = bytes ? std::move(*bytes) : std::string();
    }
    if (self->is_closed_) {
        co_return Error(ErrorCode::Cancelled, "stopped");
    }
    Frame frame{FrameKind::Data, device::data_to_frame(piece)};
    auto sending = self->link_->send(std::move(frame));
    co_return co_await std::move(sending);
}

}  // namespace porchlight::camera
