// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "camera/bundle_reader.hpp"
#include "camera/firmware_record.hpp"
#include "hal/updater.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace porchlight::camera {

/// What the firmware stands on.
struct FirmwareNeeds {
    hal::Updater* updater = nullptr;  ///< Outlives it.
    TrustRoot root;                   ///< As it came with the running image.
    std::string hardware;
    Release running;  ///< What the running image says of itself.
};

enum class Health : std::uint8_t { Well, NotWell };

/// The life of an update.
///
///          begin            all checked           all written             hashes match
///   Idle ────────▶ Verifying ──────────▶ Writing ────────────▶ Rehashing ─────────────▶ TrialSet
///    ▲                │ failed              │ failed               │ failed                 ┆
///    └────────────────┴─────────────────────┴──────────────────────┘                restart ┆
///                                                                                           ▼
///   Good ◀───────────────────────────────── well ──────────────────────────────────────── Trial
///                                                                 not well, or 120 s over │ ┆
///   Returned ◀┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ restart ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ Returning ◀──┘ ┆
///       ▲                                                                                   ┆
///       └┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ restarts until no try is left ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┘
///
/// Good and Returned begin an update as Idle does. A begin in Verifying or Writing starts over.
///
/// The bundle is read twice. The first time every byte is checked and nothing at all is written;
/// the second time each chunk is checked again and written to the slot that does not run. Only a
/// version that was found well moves the floor below which nothing is taken any more. A trial has
/// three starts, be they restarts of the board or of this program, and 120 s each.
///
/// No clock of its own. Thread-bound; blocks as the updater does.
class Firmware {
  public:
    enum class State : std::uint8_t {
        Idle,
        Verifying,
        Writing,
        Rehashing,
        TrialSet,
        Trial,
        Good,
        Returning,
        Returned
    };
    enum class Input : std::uint8_t {
        Begin,
        Checked,
        Written,
        Matched,
        Failed,
        Well,
        NotWell,
        TimeUp
    };
    enum class Action : std::uint8_t {
        None,
        Refuse,
        StartCheck,
        StartWriting,
        StartRehash,
        SetTrial,
        Abandon,
        MarkGood,
        GiveUpUnhealthy,
        GiveUpSilent
    };
    struct Step {
        State next = State::Idle;
        Action action = Action::None;
    };

    static constexpr std::uint32_t kTries = 3;
    static constexpr std::chrono::seconds kHealthTime{120};

    /// At each start of the program. Finds out whether an update is on trial or came to nothing,
    /// and ends what a power cut left half done.
    /// @error of the updater
    static Result<std::unique_ptr<Firmware>> start(FirmwareNeeds needs, MonotonicTime now);
    Firmware(const Firmware&) = delete;
    Firmware& operator=(const Firmware&) = delete;
    Firmware(Firmware&&) = delete;
    Firmware& operator=(Firmware&&) = delete;
    ~Firmware() = default;

    [[nodiscard]] State state() const { return state_; }
    /// When the trial's time is up; nothing outside one.
    [[nodiscard]] std::optional<MonotonicTime> deadline() const {
        return state_ == State::Trial ? std::optional(deadline_) : std::nullopt;
    }
    /// The board is to be restarted now: to try a new version, or to go back.
    [[nodiscard]] bool restart_due() const {
        return state_ == State::TrialSet || state_ == State::Returning;
    }
    /// Why the last update was given up, as a sentence; empty in other states than Returning and
    /// Returned.
    [[nodiscard]] std::string why_returned() const;
    /// The version must be higher and the epoch not lower than this.
    [[nodiscard]] Release floor() const;

    /// A bundle is to come. @param now For its expiry.
    /// @error FailedPrecondition  An update is on trial or waits for the restart; the trusted keys
    /// are older than ones that were in use here.
    Result<> begin(UtcTime now);
    /// The bundle's next bytes; first in Verifying, and all of them once more in Writing. After an
    /// error the update is over.
    /// @error FailedPrecondition  No begin.   @error of BundleReader and of the updater
    Result<> feed(std::span<const std::uint8_t> bytes);
    /// The bundle has ended: Verifying → Writing, or Writing → Rehashing.
    /// @error as of feed
    Result<> end();
    /// Reads the written image back and sets it for trial: Rehashing → TrialSet.
    /// @error Corrupt  The slot does not hold what was written.   @error as of feed
    Result<> rehash();

    /// The verdict on a trial; nothing outside one. After the deadline it comes too late.
    /// @error Unavailable  It could not be kept; say it again.
    Result<> report_health(Health health, MonotonicTime now);
    /// To be called now and then: ends a trial whose time is up. @error Unavailable
    Result<> tick(MonotonicTime now);

    /// The table drawn above, but for the restarts.
    [[nodiscard]] static Step step(State state, Input input);

  private:
    explicit Firmware(FirmwareNeeds needs) : needs_(std::move(needs)) {}

    Result<> find_state(MonotonicTime now);
    Result<> start_trial(MonotonicTime now);
    Result<> go(Input input);
    Result<> act(Action action);
    Result<> start_check();
    Result<> start_writing();
    Result<> set_trial();
    Result<> mark_good();
    Result<> give_up(TrialPhase why);
    [[nodiscard]] Result<> compare_chunks() const;
    [[nodiscard]] Result<> compare_chunk(std::size_t index) const;
    /// Moves the floor to what was on trial.
    void settle();
    Result<> save_record();
    [[nodiscard]] Error refusal() const;

    FirmwareNeeds needs_;
    State state_ = State::Idle;
    FirmwareRecord record_;
    bool is_record_due_ = false;  // what is kept is older than record_
    UtcTime now_;                 // of the begin
    MonotonicTime deadline_;      // of the trial
    std::optional<BundleReader> reader_;
    BundleHead checked_;  // from Writing on
};

}  // namespace porchlight::camera
