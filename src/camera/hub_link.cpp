// SPDX-License-Identifier: Apache-2.0
#include "camera/hub_link.hpp"

#include "base/fd.hpp"
#include "base/log.hpp"
#include "camera/hub_session.hpp"
#include "camera/report_file.hpp"
#include "net/link/pairing_text.hpp"
#include "rt/deadline.hpp"

#include <fmt/format.h>

#include <utility>

namespace porchlight::camera {

using device::Event;
using net::link::HubGrant;
using net::link::Link;

struct HubLink::State : std::enable_shared_from_this<HubLink::State> {
    State(rt::asio::any_io_executor runs_on, HubLinkSettings chosen, const Clock& time,
          Random& chance, HomeListener& heard)
        : strand(std::move(runs_on)),
          settings(std::move(chosen)),
          clock(time),
          random(chance),
          listener(&heard) {}

    void read_reports();
    void keep_reports();
    void keep_reports_soon();
    static rt::Task<> keep_reports_later(std::shared_ptr<State> self);
    static rt::Task<> pair(std::shared_ptr<State> self, int turn);
    static rt::Task<> seek(std::shared_ptr<State> self, int turn, HubGrant grant);
    static rt::Task<std::unique_ptr<Link>> dial(std::shared_ptr<State> self, HubGrant grant);
    [[nodiscard]] net::link::CameraOffer offer() const;
    [[nodiscard]] net::link::HubAddress place_of_pairing() const;
    [[nodiscard]] Result<> keep(const HubGrant& grant) const;
    void tell(int of_turn, Event event) const {
        if (of_turn == turn && listener != nullptr) {
            listener->on_home(event);
        }
    }

    rt::asio::any_io_executor strand;
    HubLinkSettings settings;
    const Clock& clock;
    Random& random;
    HomeListener* listener;  // null once it has ended
    net::link::PairingWindow window;
    /// What the lens has read last, and what it has read of use.
    Secret seen;
    std::optional<net::link::HubInvitation> invitation;
    int turn = 0;  // of seeking
    int pairing_turn = 0;
    bool is_confirming = false;  ///< What it was given is being kept, and the hub told.
    bool was_home = false;
    std::shared_ptr<HubSession> session;
    ReportQueue reports{kMostReports, [this] { keep_reports_soon(); }};
    std::string kept_reports;  ///< What is in the file.
    bool is_keeping = false;   ///< Soon.
};

HubLink::HubLink(rt::asio::any_io_executor strand, HubLinkSettings settings, const Clock& clock,
                 Random& random, HomeListener& listener)
    : state_(std::make_shared<State>(std::move(strand), std::move(settings), clock, random,
                                     listener)) {
    state_->read_reports();
}

HubLink::~HubLink() {
    leave();
    close_pairing();
    state_->listener = nullptr;
}

// Pairing.

void HubLink::open_pairing() {
    State& state = *state_;
    state.window.open(state.clock.monotonic_now());
    const net::link::CameraLabel label{
        state.settings.identity.serial(),
        net::link::key_fingerprint(state.settings.identity.public_key()),
        state.settings.label.secret};
    state.listener->on_notice(fmt::format("pairing code {}, QR code {}",
                                          net::link::spaced(state.settings.label.code),
                                          net::link::to_text(label)));
    state.is_confirming = false;
    pairing_.emplace(state.strand, "pairing", State::pair(state_, ++state.pairing_turn));
}

void HubLink::close_pairing() {
    state_->window.close();
    state_->invitation.reset();
    state_->seen = Secret();
    ++state_->pairing_turn;
    // Whoever keeps the grant closes pairing with it, and the hub is still to be told.
    if (!state_->is_confirming) {
        pairing_.reset();
    }
}

/// The same card is seen again and again; another one counts.
void HubLink::on_code_seen(const std::string& text) {
    State& state = *state_;
    const bool is_open = state.window.is_open(state.clock.monotonic_now());
    if (!is_open || state.seen.reveal() == text) {
        return;
    }
    state.seen = Secret(text);
    auto invitation = net::link::hub_invitation_from_text(text);
    if (!invitation) {
        state.listener->on_notice(invitation.error().message());
        return;
    }
    state.listener->on_notice("the lens has read the hub's code");
    if (const auto& wifi = invitation->wifi) {
        state.listener->on_network_seen({wifi->ssid, wifi->password});
    }
    state.invitation = std::move(*invitation);
    pairing_.emplace(state.strand, "pairing", State::pair(state_, ++state.pairing_turn));
}

net::link::CameraOffer HubLink::State::offer() const {
    return {settings.identity, settings.model, settings.label.code, settings.label.secret,
            invitation};
}

net::link::HubAddress HubLink::State::place_of_pairing() const {
    return invitation ? invitation->hub : settings.hub;
}

rt::Task<> HubLink::State::pair(std::shared_ptr<State> self, int turn) {
    constexpr std::chrono::seconds kBetweenTries{2};
    while (self->pairing_turn == turn && self->window.is_open(self->clock.monotonic_now())) {
        auto pairing = net::link::pair_with_hub(self->place_of_pairing(), self->offer(),
                                                &self->window, &self->clock);
        auto paired = co_await std::move(pairing);
        if (self->pairing_turn != turn || self->listener == nullptr) {
            co_return Error(ErrorCode::Cancelled, "stopped");
        }
        self->is_confirming = paired.has_value();
        if (paired && self->keep(paired->grant())) {
            auto confirming = paired->confirm();
            auto confirmed = co_await std::move(confirming);
            self->is_confirming = false;
            co_return confirmed;
        }
        self->is_confirming = false;
        if (!paired && paired.error().code() == ErrorCode::Cancelled) {
            co_return paired.error();
        }
        const bool is_final = !paired && (paired.error().code() == ErrorCode::AlreadyExists ||
                                          paired.error().code() == ErrorCode::PermissionDenied);
        if (is_final) {
            self->listener->on_notice(paired.error().message());
        }
        PL_CO_TRY_VOID(co_await rt::sleep_for(kBetweenTries));
    }
    co_return Result<>();
}

Result<> HubLink::State::keep(const HubGrant& grant) const {
    std::optional<hal::WifiCredentials> wifi;
    if (grant.wifi) {
        wifi = hal::WifiCredentials{grant.wifi->ssid, grant.wifi->password};
    }
    auto kept = listener->on_paired(to_text(grant), std::move(wifi));
    if (!kept) {
        log::error("camera", "the pairing cannot be kept: {}", kept.error().message());
    }
    return kept;
}

// At home.

void HubLink::seek(const CameraMemory& memory) {
    leave();
    State& state = *state_;
    auto grant = hub_from_text(memory.hub);
    if (!grant) {
        log::error("camera", "{}", grant.error().message());
        state.tell(state.turn, Event::HubRefused);
        return;
    }
    seeking_.emplace(state.strand, "hub", State::seek(state_, state.turn, std::move(*grant)));
}

void HubLink::leave() {
    State& state = *state_;
    ++state.turn;
    seeking_.reset();
    if (state.session) {
        state.session->close();
        state.session.reset();
    }
}

rt::Task<std::unique_ptr<Link>> HubLink::State::dial(std::shared_ptr<State> self, HubGrant grant) {
    PL_CO_TRY(const auto context,
              net::link::LinkContext::for_camera(
                  {grant.certificate_pem, self->settings.identity.key_pem()}, grant.authority_pem));
    Error last(ErrorCode::NotFound, "No address of the hub is known.");
    for (const net::link::HubAddress& hub : grant.hubs) {
        auto dialling = net::link::dial(hub, context, kDialLimit);
        auto link = co_await std::move(dialling);
        if (link) {
            co_return std::move(*link);
        }
        last = link.error();
        if (last.code() == ErrorCode::Cancelled) {
            break;
        }
    }
    co_return last;
}

rt::Task<> HubLink::State::seek(std::shared_ptr<State> self, int turn, HubGrant grant) {
    if (std::exchange(self->was_home, false)) {
        const std::chrono::milliseconds wait(static_cast<std::int64_t>(
            self->random.unit() * static_cast<double>(kMostJitter.count())));
        PL_CO_TRY_VOID(co_await rt::sleep_for(wait));
    }
    auto dialling = dial(self, grant);
    auto link = co_await std::move(dialling);
    if (!link || self->listener == nullptr || self->turn != turn) {
        const bool is_refused = !link && link.error().code() == ErrorCode::PermissionDenied;
        log::info("camera", "hub: {}", link ? "not wanted any more" : link.error().message());
        self->tell(turn, is_refused ? Event::HubRefused : Event::HubNotFound);
        co_return Result<>();
    }
    const HubSession::Parts parts{&self->clock, &self->settings, self->listener, &self->reports};
    auto session = std::make_shared<HubSession>(std::move(*link), parts, std::move(grant));
    self->session = session;
    auto greeting = HubSession::greet(session);
    auto limited = rt::with_deadline(std::move(greeting), kWelcomeLimit, "The hub says nothing");
    const auto greeted = co_await std::move(limited);
    if (!greeted) {
        log::info("camera", "hub: {}", greeted.error().message());
        session->close();
        self->tell(turn, session->is_refused() ? Event::HubRefused : Event::HubNotFound);
        co_return Result<>();
    }
    self->was_home = true;
    self->tell(turn, Event::HubFound);
    auto living = HubSession::live(session);
    const auto ended = co_await std::move(living);
    session->close();
    log::info("camera", "hub: {}", ended ? "left" : ended.error().message());
    self->tell(turn, session->is_refused() ? Event::HubRefused : Event::HubLost);
    co_return Result<>();
}

void HubLink::on_change() {
    if (state_->session) {
        state_->session->send_telemetry();
    }
}

void HubLink::report(device::EventReport report) {
    state_->reports.add(report);
    if (state_->session) {
        state_->session->send(std::move(report));
    }
}

void HubLink::forget() {
    state_->reports.clear();
    state_->keep_reports();
}

void HubLink::ask_firmware(std::int64_t command, std::int64_t offset) {
    if (state_->session) {
        state_->session->send(device::DataRequest{device::DataKind::Firmware, command, offset});
    }
}

void HubLink::answer(const device::CommandResult& result) {
    if (state_->session) {
        state_->session->send(result);
    }
}

void HubLink::on_clip(const KeptClip& clip) {
    if (state_->session) {
        state_->session->offer(clip);
    }
}

// Reports.

void HubLink::State::read_reports() {
    if (settings.report_file.empty()) {
        return;
    }
    auto text = read_file(settings.report_file, kLongestReports);
    kept_reports = text ? std::move(*text) : std::string();
    is_keeping = true;  // it is in the file already
    for (const device::EventReport& report : parse_reports(kept_reports)) {
        reports.add(report);
    }
    is_keeping = false;
}

void HubLink::State::keep_reports() {
    std::string text = to_text(reports.waiting());
    const bool is_news =
        text != kept_reports && !(kept_reports.empty() && reports.waiting().empty());
    if (settings.report_file.empty() || !is_news) {
        return;
    }
    if (const auto kept = write_file_atomically(settings.report_file, text); !kept) {
        log::warning("camera", "{}", kept.error().message());
        return;
    }
    kept_reports = std::move(text);
}

void HubLink::State::keep_reports_soon() {
    if (!settings.report_file.empty() && !std::exchange(is_keeping, true)) {
        rt::spawn(strand, "reports", keep_reports_later(shared_from_this()));
    }
}

rt::Task<> HubLink::State::keep_reports_later(std::shared_ptr<State> self) {
    PL_CO_TRY_VOID(co_await rt::sleep_for(self->settings.keep_reports_after));
    self->is_keeping = false;
    if (self->listener != nullptr) {
        self->keep_reports();
    }
    co_return Result<>();
}

rt::Task<> HubLink::stop() {
    state_->keep_reports();
    leave();
    close_pairing();
    co_return Result<>();
}

}  // namespace porchlight::camera
