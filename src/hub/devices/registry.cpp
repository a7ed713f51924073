// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/registry.hpp"

#include "base/base64.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace porchlight::hub {

namespace asio = boost::asio;
using device::BindingAction;
using device::BindingAnswer;
using device::BindingEvent;
using device::BindingRequest;
using device::BindingState;
using store::BindingKind;

namespace {

BindingState state_of(BindingKind kind) {
    switch (kind) {
        case BindingKind::Unbound:
            return BindingState::Unbound;
        case BindingKind::Bound:
            return BindingState::Bound;
        case BindingKind::Offered:
            return BindingState::Offered;
        case BindingKind::Contested:
            return BindingState::Contested;
    }
    return BindingState::Unbound;
}

BindingKind kind_of(BindingState state) {
    switch (state) {
        case BindingState::Unbound:
            return BindingKind::Unbound;
        case BindingState::Bound:
            return BindingKind::Bound;
        case BindingState::Offered:
            return BindingKind::Offered;
        case BindingState::Contested:
            return BindingKind::Contested;
    }
    return BindingKind::Unbound;
}

device::Binding binding_of(const store::Device& device) {
    return {state_of(device.binding), device.owner, device.other,
            device.contest_ends.value_or(UtcTime())};
}

void set_binding(store::Device& device, const device::Binding& binding) {
    device.binding = kind_of(binding.state);
    device.owner = binding.owner;
    device.other = binding.other;
    device.contest_ends = binding.state == BindingState::Contested
                              ? std::optional(binding.contest_ends)
                              : std::nullopt;
}

Error refusal(BindingAnswer answer) {
    if (answer == BindingAnswer::AlreadyRegistered) {
        return {ErrorCode::AlreadyExists, std::string(device::kAlreadyRegistered)};
    }
    return {ErrorCode::NotFound, std::string(device::kNotInThisHome)};
}

bool is_refusal(const Error& error) {
    return error.code() == ErrorCode::AlreadyExists || error.code() == ErrorCode::NotFound;
}

/// What only a new owner changes: what the device said of itself, and its name.
void set_claimant(store::Device& row, const std::optional<Claimant>& claimant, HomeId before) {
    if (claimant && row.owner == claimant->by) {
        row.model = claimant->model;
        row.public_key = to_hex(claimant->key);
        row.name = row.owner == before && claimant->name.empty() ? row.name : claimant->name;
    } else if (row.owner != before) {
        row.name.clear();
    }
}

/// "Porch (PL-12AB34)"
std::string shown(const store::Device& device) {
    return device.name.empty() ? device.serial.text()
                               : fmt::format("{} ({})", device.name, device.serial.text());
}

}  // namespace

Registry::Registry(store::Store& store, const Clock& clock, Changed changed, Told told)
    : store_(&store), clock_(&clock), changed_(std::move(changed)), told_(std::move(told)) {}

BindingRequest Registry::request(BindingEvent event, HomeId by, HomeId to) const {
    return {event, by, to, clock_->utc_now()};
}

rt::Task<store::Device> Registry::try_once(Serial serial, BindingRequest request,
                                           std::optional<Claimant> claimant) {
    auto reading = store_->device(serial);
    auto stored = co_await std::move(reading);
    if (!stored && stored.error().code() != ErrorCode::NotFound) {
        co_return stored.error();
    }
    store::Device row;
    row.serial = serial;
    row.first_seen = request.at;
    if (stored) {
        row = std::move(*stored);
    }
    const store::Device before = row;
    const device::BindingChange change = device::change(binding_of(row), request);
    if (change.answer != BindingAnswer::Done) {
        co_return refusal(change.answer);
    }
    set_binding(row, change.binding);
    set_claimant(row, claimant, before.owner);
    if (stored) {
        auto changing = store_->change_device(row);
        PL_CO_TRY(row, co_await std::move(changing));
    } else {
        auto adding = store_->add_device(row);
        const auto added = co_await std::move(adding);
        if (!added) {
            co_return added.error().code() == ErrorCode::AlreadyExists
                ? Error(ErrorCode::FailedPrecondition, "somebody else was quicker")
                : added.error();
        }
    }
    auto telling = tell(before, request, change.action);
    PL_CO_TRY_VOID(co_await std::move(telling));
    changed_(before, row);
    co_return row;
}

rt::Task<store::Device> Registry::apply(Serial serial, BindingRequest request,
                                        std::optional<Claimant> claimant) {
    asio::steady_timer answer(co_await asio::this_coro::executor, kRefusedAfter);
    while (true) {
        auto trying = try_once(serial, request, claimant);
        auto tried = co_await std::move(trying);
        if (!tried && tried.error().code() == ErrorCode::FailedPrecondition) {
            continue;  // each time somebody else has got on, so this ends
        }
        if (!tried && is_refusal(tried.error())) {
            co_await answer.async_wait(asio::as_tuple(asio::use_awaitable));
        }
        co_return tried;
    }
}

rt::Task<> Registry::tell_home(HomeId home, UtcTime at, std::string sentence) {
    store::Alert alert;
    alert.id = AlertId::create(at, random_);
    alert.home = home;
    alert.kind = store::AlertKind::Ownership;
    alert.at = at;
    alert.detail = std::move(sentence);
    auto keeping = store_->keep_alert(alert);
    PL_CO_TRY_VOID(co_await std::move(keeping));
    told_(alert);
    co_return Result<>();
}

rt::Task<> Registry::tell(store::Device before, BindingRequest request, BindingAction action) {
    const std::string ours = shown(before);
    if (action == BindingAction::StartContest) {
        auto telling = tell_home(
            before.owner, request.at,
            fmt::format("Another home has {} in hand and asks for it. If it is still yours, "
                        "choose Keep within 30 days; else it will be released.",
                        ours));
        co_return co_await std::move(telling);
    }
    if (action != BindingAction::TellBoth) {
        co_return Result<>();
    }
    const bool kept = request.event == BindingEvent::Keep || request.event == BindingEvent::Offer;
    const std::string theirs = before.serial.text();
    auto telling_owner = tell_home(before.owner, request.at,
                                   kept ? ours + " stays yours: the other home was told."
                                        : ours + " is no longer yours: another home asked for it.");
    PL_CO_TRY_VOID(co_await std::move(telling_owner));
    auto telling_other = tell_home(before.other, request.at,
                                   kept ? "The owner of " + theirs + " keeps it."
                                        : theirs + " is free now. Pair it to make it yours.");
    co_return co_await std::move(telling_other);
}

rt::Task<store::Device> Registry::claim(Claimant claimant) {
    const auto asked = request(BindingEvent::Claim, claimant.by);
    auto applying = apply(claimant.serial, asked, claimant);
    co_return co_await std::move(applying);
}

rt::Task<store::Device> Registry::contest(Claimant claimant) {
    const auto asked = request(BindingEvent::Contest, claimant.by);
    auto applying = apply(claimant.serial, asked, claimant);
    co_return co_await std::move(applying);
}

rt::Task<> Registry::remove(Serial serial, HomeId by) {
    auto applying = apply(std::move(serial), request(BindingEvent::Delete, by), {});
    PL_CO_TRY(const auto device, co_await std::move(applying));
    co_return Result<>();
}

rt::Task<store::Device> Registry::offer(Serial serial, HomeId by, HomeId to) {
    PL_CO_TRY(const auto homes, co_await store_->homes());
    const bool known = std::ranges::find(homes, to, &store::Home::id) != homes.end();
    // To nobody, which the table refuses as it does for a device of another home.
    const auto asked = request(BindingEvent::Offer, by, known ? to : HomeId());
    auto applying = apply(std::move(serial), asked, {});
    co_return co_await std::move(applying);
}

rt::Task<store::Device> Registry::withdraw(Serial serial, HomeId by) {
    auto applying = apply(std::move(serial), request(BindingEvent::Withdraw, by), {});
    co_return co_await std::move(applying);
}

rt::Task<store::Device> Registry::accept(Serial serial, HomeId by) {
    // Only what is offered: the table would also give an unbound device to who claims it, but that
    // takes the device itself.
    auto reading = store_->device(serial);
    const auto stored = co_await std::move(reading);
    if (!stored || stored->binding != BindingKind::Offered || stored->other != by) {
        asio::steady_timer answer(co_await asio::this_coro::executor, kRefusedAfter);
        co_await answer.async_wait(asio::as_tuple(asio::use_awaitable));
        co_return refusal(BindingAnswer::NotInThisHome);
    }
    Claimant claimant{serial, stored->model, {}, by, ""};
    PL_CO_TRY(const auto key, from_hex(stored->public_key));
    std::copy_n(key.begin(), std::min(key.size(), claimant.key.size()), claimant.key.begin());
    auto claiming = claim(std::move(claimant));
    co_return co_await std::move(claiming);
}

rt::Task<store::Device> Registry::keep(Serial serial, HomeId by) {
    auto applying = apply(std::move(serial), request(BindingEvent::Keep, by), {});
    co_return co_await std::move(applying);
}

rt::Task<store::Device> Registry::rename(Serial serial, HomeId by, std::string name) {
    while (true) {
        auto finding = owned(serial, by);
        PL_CO_TRY(const auto device, co_await std::move(finding));
        store::Device renamed = device;
        renamed.name = name;
        auto changing = store_->change_device(std::move(renamed));
        auto changed = co_await std::move(changing);
        if (changed) {
            changed_(device, *changed);
        }
        if (changed || changed.error().code() != ErrorCode::FailedPrecondition) {
            co_return changed;
        }
    }
}

rt::Task<store::Device> Registry::owned(Serial serial, HomeId home) {
    asio::steady_timer answer(co_await asio::this_coro::executor, kRefusedAfter);
    auto reading = store_->device(std::move(serial));
    auto stored = co_await std::move(reading);
    if (stored && stored->owner == home && home) {
        co_return stored;
    }
    if (!stored && stored.error().code() != ErrorCode::NotFound) {
        co_return stored.error();
    }
    co_await answer.async_wait(asio::as_tuple(asio::use_awaitable));
    co_return refusal(BindingAnswer::NotInThisHome);
}

rt::Task<std::vector<store::Device>> Registry::devices(HomeId home) {
    auto reading = store_->devices(home);
    PL_CO_TRY(auto devices, co_await std::move(reading));
    // Who contests a device learns nothing more of it.
    std::erase_if(devices, [home](const store::Device& device) {
        return device.owner != home && device.binding != BindingKind::Offered;
    });
    co_return devices;
}

rt::Task<> Registry::end_contests() {
    auto reading = store_->contests_over(clock_->utc_now());
    PL_CO_TRY(const auto over, co_await std::move(reading));
    for (const store::Device& device : over) {
        auto applying = apply(device.serial, request(BindingEvent::ContestOver, HomeId()), {});
        const auto ended = co_await std::move(applying);
        if (!ended && !is_refusal(ended.error())) {
            co_return ended.error();
        }
    }
    co_return Result<>();
}

}  // namespace porchlight::hub
