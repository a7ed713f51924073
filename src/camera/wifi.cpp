// SPDX-License-Identifier: Apache-2.0
#include "camera/wifi.hpp"

#include "base/log.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace porchlight::camera {

using device::Event;

Event event_of(hal::JoinOutcome outcome) {
    switch (outcome) {
        case hal::JoinOutcome::Joined:
            return Event::WifiJoined;
        case hal::JoinOutcome::WrongPassword:
            return Event::WifiPasswordRefused;
        case hal::JoinOutcome::NotFound:
        case hal::JoinOutcome::Refused:
        case hal::JoinOutcome::TimedOut:
            break;
    }
    return Event::WifiNotFound;
}

struct Wifi::State {
    State(rt::asio::any_io_executor runs_on, hal::Radio* used, OnEvent told)
        : strand(std::move(runs_on)), radio(used), on_event(std::move(told)) {}

    /// From the attempt of that turn; an older one has nothing to say any more.
    void tell(int of_turn, Event event) const {
        if (of_turn == turn && on_event) {
            on_event(event);
        }
    }

    rt::asio::any_io_executor strand;
    hal::Radio* radio;
    OnEvent on_event;
    int turn = 0;
    std::optional<hal::RadioStatus> status;
};

Wifi::Wifi(rt::asio::any_io_executor strand, hal::Radio* radio, OnEvent on_event)
    : state_(std::make_shared<State>(std::move(strand), radio, std::move(on_event))) {}

Wifi::~Wifi() {
    state_->on_event = nullptr;
}

const std::optional<hal::RadioStatus>& Wifi::status() const {
    return state_->status;
}

void Wifi::join(hal::WifiCredentials credentials) {
    State& state = *state_;
    ++state.turn;
    state.status.reset();
    job_.reset();
    if (state.radio == nullptr) {
        state.tell(state.turn, Event::WifiJoined);
        return;
    }
    job_.emplace(state.strand, "Wi-Fi", join_and_watch(state_, state.turn, std::move(credentials)));
}

void Wifi::leave() {
    State& state = *state_;
    ++state.turn;
    state.status.reset();
    job_.reset();
    if (state.radio != nullptr) {
        job_.emplace(state.strand, "Wi-Fi", only_leave(state.radio));
    }
}

rt::Task<> Wifi::only_leave(hal::Radio* radio) {
    auto leaving = radio->leave();
    co_return co_await std::move(leaving);
}

rt::Task<> Wifi::join_and_watch(std::shared_ptr<State> state, int turn,
                                hal::WifiCredentials credentials) {
    const std::string ssid = credentials.ssid;
    auto joining = state->radio->join(std::move(credentials));
    const auto outcome = co_await std::move(joining);
    if (!outcome) {
        log::info("camera", "the radio does not join \"{}\": {}", ssid, outcome.error().message());
        state->tell(turn, Event::WifiNotFound);
        co_return outcome.error();
    }
    if (*outcome != hal::JoinOutcome::Joined) {
        log::info("camera", "{}", hal::sentence_of(*outcome, ssid));
        state->tell(turn, event_of(*outcome));
        co_return Result<>();
    }
    state->tell(turn, Event::WifiJoined);
    auto watching = watch(std::move(state), turn);
    co_return co_await std::move(watching);
}

rt::Task<> Wifi::watch(std::shared_ptr<State> state, int turn) {
    for (int missed = 0; missed < kLooks && turn == state->turn;) {
        auto looking = state->radio->status();
        auto status = co_await std::move(looking);
        const bool is_joined = status && status->state == hal::RadioState::Joined;
        missed = is_joined ? 0 : missed + 1;
        if (turn == state->turn) {
            state->status = is_joined ? std::optional(std::move(*status)) : std::nullopt;
        }
        PL_CO_TRY_VOID(co_await rt::sleep_for(kLookEvery));
    }
    state->tell(turn, Event::WifiLost);
    co_return Result<>();
}

}  // namespace porchlight::camera
