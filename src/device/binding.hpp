// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace porchlight::device {

/// Which home a serial number belongs to, as a table. It is kept by the registry, apart from what
/// the device remembers: no press and no reset reaches it. Pure.
///
///   Unbound    ── Claim by Stranger ──▶ Bound          to the one who claims
///   Unbound    ── Contest by Stranger ──▶ Bound        nobody has it: as a claim
///   Bound      ── Delete by Owner ──▶ Unbound
///   Bound      ── Offer by Owner ──▶ Offered           to the home that is to have it
///   Offered    ── Withdraw by Owner ──▶ Bound
///   Offered    ── Delete by Owner ──▶ Unbound
///   Offered    ── Claim by Other ──▶ Bound             to the one it was offered to
///   Offered    ── Contest by Other ──▶ Bound           as a claim
///   Bound      ── Contest by Stranger ──▶ Contested    the owner is told, and has 30 days
///   Contested  ── Keep by Owner ──▶ Bound
///   Contested  ── Offer by Owner ──▶ Offered
///   Contested  ── Delete by Owner ──▶ Unbound
///   Contested  ── ContestOver by Registry ──▶ Unbound  silence, after notice, counts as a delete
///
/// Everything else leaves the binding as it is. Whoever else asks for a serial is refused with the
/// same words whoever owns it and whatever else is going on, so that they tell nothing.
/// Source: origin articles C13, design rulings.
enum class BindingState : std::uint8_t { Unbound, Bound, Offered, Contested };

enum class BindingEvent : std::uint8_t {
    Claim,        ///< A home pairs the device. By its own home again: new set-up, same binding.
    Delete,       ///< The owner deletes the device in the app.
    Offer,        ///< The owner hands it over.
    Withdraw,     ///< The owner takes the offer back.
    Contest,      ///< A home that has the device in hand, with its pairing code, asks for it.
    Keep,         ///< The owner says no to the contest.
    ContestOver,  ///< The contest's time is up, and the owner has said nothing.
};

/// Who the one that acts is to this serial.
enum class BindingActor : std::uint8_t {
    Owner,     ///< The home that it is bound to.
    Other,     ///< The home that it is offered to, or that contests.
    Stranger,  ///< Any other home; for an unbound serial every home.
    Registry,  ///< Nobody: time has passed.
};

enum class BindingAnswer : std::uint8_t {
    Done,               ///< Also when it was so already. The owner is never refused.
    AlreadyRegistered,  ///< `kAlreadyRegistered`: a claim or contest that is refused.
    NotInThisHome,      ///< `kNotInThisHome`: anything else that is refused.
};
inline constexpr std::string_view kAlreadyRegistered = "serial number already registered";
inline constexpr std::string_view kNotInThisHome = "no such device in this home";

/// What the registry has to do besides keeping the new binding.
enum class BindingAction : std::uint8_t {
    None,
    StartContest,  ///< Tell the owner; at `contest_ends`, ContestOver.
    TellBoth,      ///< The contest has ended: tell both homes how.
};
inline constexpr std::chrono::days kContestSpan{30};

struct BindingStep {
    BindingState state = BindingState::Unbound;
    BindingAnswer answer = BindingAnswer::Done;
    BindingAction action = BindingAction::None;
    bool operator==(const BindingStep&) const = default;
};

/// The table.
[[nodiscard]] BindingStep next_binding(BindingState state, BindingEvent event, BindingActor actor);

struct Binding {
    BindingState state = BindingState::Unbound;
    HomeId owner;          ///< None if Unbound.
    HomeId other;          ///< Offered: to whom. Contested: by whom. Else none.
    UtcTime contest_ends;  ///< If Contested.
    bool operator==(const Binding&) const = default;
};

struct BindingRequest {
    BindingEvent event = BindingEvent::Claim;
    HomeId by;   ///< None for ContestOver.
    HomeId to;   ///< For Offer: another home than `by`.
    UtcTime at;  ///< Now.
};

struct BindingChange {
    Binding binding = {};
    BindingAnswer answer = BindingAnswer::Done;
    BindingAction action = BindingAction::None;
};

/// The table, with the homes filled in. An offer to nobody, or to the owner itself, and a
/// ContestOver that comes too early change nothing and are answered with NotInThisHome.
[[nodiscard]] BindingChange change(const Binding& binding, const BindingRequest& request);

}  // namespace porchlight::device
