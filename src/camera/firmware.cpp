// SPDX-License-Identifier: Apache-2.0
#include "camera/firmware.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace porchlight::camera {

namespace {

using State = Firmware::State;
using Input = Firmware::Input;
using Action = Firmware::Action;
using Step = Firmware::Step;

using Row = std::array<Step, 8>;

constexpr Step stay(State state) {
    return {state, Action::None};
}
constexpr Step no(State state) {
    return {state, Action::Refuse};
}
constexpr Step check() {
    return {State::Verifying, Action::StartCheck};
}
constexpr Step fail() {
    return {State::Idle, Action::Abandon};
}

/// A state in which an update may begin, or may not, and nothing else may happen to it.
constexpr Row resting(State state, Step begin) {
    return {begin,       no(state),   no(state),   no(state),
            stay(state), stay(state), stay(state), stay(state)};
}

// Columns: Begin, Checked, Written, Matched, Failed, Well, NotWell, TimeUp.
constexpr std::array<Row, 9> kTable{
    resting(State::Idle, check()),
    Row{check(), Step{State::Writing, Action::StartWriting}, no(State::Verifying),
        no(State::Verifying), fail(), stay(State::Verifying), stay(State::Verifying),
        stay(State::Verifying)},
    Row{check(), no(State::Writing), Step{State::Rehashing, Action::StartRehash},
        no(State::Writing), fail(), stay(State::Writing), stay(State::Writing),
        stay(State::Writing)},
    Row{no(State::Rehashing), no(State::Rehashing), no(State::Rehashing),
        Step{State::TrialSet, Action::SetTrial}, fail(), stay(State::Rehashing),
        stay(State::Rehashing), stay(State::Rehashing)},
    resting(State::TrialSet, no(State::TrialSet)),
    Row{no(State::Trial), no(State::Trial), no(State::Trial), no(State::Trial), stay(State::Trial),
        Step{State::Good, Action::MarkGood}, Step{State::Returning, Action::GiveUpUnhealthy},
        Step{State::Returning, Action::GiveUpSilent}},
    resting(State::Good, check()),
    resting(State::Returning, no(State::Returning)),
    resting(State::Returned, check()),
};

Error failed_precondition(std::string sentence) {
    return {ErrorCode::FailedPrecondition, std::move(sentence)};
}

}  // namespace

Step Firmware::step(State state, Input input) {
    return kTable.at(static_cast<std::size_t>(state)).at(static_cast<std::size_t>(input));
}

Result<std::unique_ptr<Firmware>> Firmware::start(FirmwareNeeds needs, MonotonicTime now) {
    std::unique_ptr<Firmware> firmware(new Firmware(std::move(needs)));
    PL_TRY_VOID(firmware->find_state(now));
    return firmware;
}

Result<> Firmware::find_state(MonotonicTime now) {
    PL_TRY(const std::string text, needs_.updater->record());
    // A record that cannot be read counts as none: what runs is the floor then.
    record_ = parse_firmware_record(text).value_or({});
    PL_TRY(const hal::SlotState slots, needs_.updater->state());
    const hal::Slot booted = needs_.updater->booted();
    if (booted != slots.active) {
        return start_trial(now);
    }
    if (!record_.trial) {
        return {};
    }
    if (record_.trial->slot == booted) {  // marked good, and power was cut before it was noted
        settle();
        state_ = State::Good;
        return save_record();
    }
    state_ = slots.tries_left > 0 ? State::TrialSet : State::Returned;
    return {};
}

Result<> Firmware::start_trial(MonotonicTime now) {
    const hal::Slot booted = needs_.updater->booted();
    if (!record_.trial || record_.trial->slot != booted) {
        record_.trial = TrialRecord{booted, needs_.running, TrialPhase::Set, 0};
    }
    state_ = State::Trial;
    deadline_ = now + kHealthTime;
    TrialRecord& trial = *record_.trial;
    // Given up already and power was cut before the boot code knew; or this program ends again and
    // again while the board does not restart.
    const bool is_given_up =
        trial.phase == TrialPhase::Unhealthy || trial.phase == TrialPhase::Silent;
    if (is_given_up || trial.starts >= kTries) {
        state_ = State::Returning;
        return needs_.updater->give_up();
    }
    trial.phase = TrialPhase::Started;
    ++trial.starts;
    return save_record();
}

std::string Firmware::why_returned() const {
    const bool returns = state_ == State::Returning || state_ == State::Returned;
    return returns && record_.trial ? camera::why_returned(*record_.trial) : std::string();
}

Release Firmware::floor() const {
    const bool on_trial = state_ == State::Trial || state_ == State::Returning;
    return on_trial ? record_.floor : highest(record_.floor, needs_.running);
}

Result<> Firmware::begin(UtcTime now) {
    now_ = now;
    return go(Input::Begin);
}

Result<> Firmware::feed(std::span<const std::uint8_t> bytes) {
    if (!reader_) {
        return refusal();
    }
    auto result = reader_->feed(bytes);
    if (!result) {
        static_cast<void>(go(Input::Failed));
    }
    return result;
}

Result<> Firmware::end() {
    if (!reader_) {
        return refusal();
    }
    if (auto whole = reader_->finish(); !whole) {
        static_cast<void>(go(Input::Failed));
        return whole;
    }
    return go(state_ == State::Verifying ? Input::Checked : Input::Written);
}

Result<> Firmware::rehash() {
    if (state_ != State::Rehashing) {
        return refusal();
    }
    if (auto same = compare_chunks(); !same) {
        static_cast<void>(go(Input::Failed));
        return same;
    }
    return go(Input::Matched);
}

Result<> Firmware::report_health(Health health, MonotonicTime now) {
    if (now >= deadline_) {
        return go(Input::TimeUp);
    }
    return go(health == Health::Well ? Input::Well : Input::NotWell);
}

Result<> Firmware::tick(MonotonicTime now) {
    if (is_record_due_) {
        PL_TRY_VOID(save_record());
    }
    return now >= deadline_ ? go(Input::TimeUp) : Result<>();
}

Result<> Firmware::go(Input input) {
    const Step taken = step(state_, input);
    auto result = act(taken.action);
    const bool goes_back = taken.next == State::Returning;
    if (!result && !goes_back) {
        const Step failed = step(state_, Input::Failed);
        static_cast<void>(act(failed.action));
        state_ = failed.next;
        return result;
    }
    // Back it goes even if the boot code could not be told: its tries run out.
    state_ = taken.next;
    return result;
}

Result<> Firmware::act(Action action) {
    switch (action) {
        case Action::None:
            return {};
        case Action::Refuse:
            return refusal();
        case Action::StartCheck:
            return start_check();
        case Action::StartWriting:
            return start_writing();
        case Action::StartRehash:
            reader_.reset();
            return needs_.updater->sync();
        case Action::SetTrial:
            return set_trial();
        case Action::Abandon:
            reader_.reset();
            return {};
        case Action::MarkGood:
            return mark_good();
        case Action::GiveUpUnhealthy:
            return give_up(TrialPhase::Unhealthy);
        case Action::GiveUpSilent:
            return give_up(TrialPhase::Silent);
    }
    return {};
}

Result<> Firmware::start_check() {
    if (needs_.root.version < record_.root) {
        return failed_precondition("The list of trusted keys is older than one that was in use.");
    }
    reader_.emplace(strict_judge(needs_.root, {needs_.hardware, floor(), now_}),
                    [](std::span<const std::uint8_t> /*chunk*/) { return Result<>(); });
    return {};
}

Result<> Firmware::start_writing() {
    const BundleHead* read = reader_ ? reader_->head() : nullptr;
    PL_CHECK(read != nullptr, "the bundle was checked to its end");
    checked_ = *read;
    PL_TRY_VOID(needs_.updater->begin_write(checked_.header.size));
    reader_.emplace(
        [this](const BundleHead& head) -> Result<> {
            if (head.signed_bytes != checked_.signed_bytes) {
                return Error(ErrorCode::Corrupt, "The update changed after it was checked.");
            }
            return {};
        },
        [this](std::span<const std::uint8_t> chunk) { return needs_.updater->write(chunk); });
    return {};
}

Result<> Firmware::compare_chunks() const {
    for (std::size_t i = 0; i < checked_.header.chunks.size(); ++i) {
        PL_TRY_VOID(compare_chunk(i));
    }
    return {};
}

Result<> Firmware::compare_chunk(std::size_t index) const {
    const BundleHeader& header = checked_.header;
    const Bytes at(static_cast<std::int64_t>(index) * kChunk.count());
    const auto wanted = static_cast<std::size_t>(std::min(kChunk, header.size - at).count());
    const bool is_last = index + 1 == header.chunks.size();
    // One byte more at the end, which must not be there.
    ByteVector chunk(wanted + (is_last ? 1 : 0));
    PL_TRY(const std::size_t have, needs_.updater->read(at, chunk));
    chunk.resize(std::min(have, wanted));
    if (have != wanted || net::sha256(chunk) != header.chunks.at(index)) {
        return Error(ErrorCode::Corrupt, "The camera's memory does not hold what was written: " +
                                             std::string("chunk ") + std::to_string(index + 1) +
                                             " came back different.");
    }
    return {};
}

Result<> Firmware::set_trial() {
    // The record goes first: a trial without one would not know which version it is.
    record_.trial = TrialRecord{hal::other(needs_.updater->booted()), checked_.header.release,
                                TrialPhase::Set, 0};
    PL_TRY_VOID(save_record());
    return needs_.updater->set_trial(static_cast<int>(kTries));
}

Result<> Firmware::mark_good() {
    PL_TRY_VOID(needs_.updater->mark_good());
    settle();
    // If it cannot be kept now, `tick` or the next start does it.
    static_cast<void>(save_record());
    return {};
}

void Firmware::settle() {
    if (record_.trial) {
        record_.floor = highest(record_.floor, record_.trial->release);
    }
    record_.root = std::max(record_.root, needs_.root.version);
    record_.trial.reset();
}

Result<> Firmware::give_up(TrialPhase why) {
    if (record_.trial) {
        record_.trial->phase = why;
    }
    // Without the record only the reason is lost.
    static_cast<void>(save_record());
    return needs_.updater->give_up();
}

Result<> Firmware::save_record() {
    is_record_due_ = true;
    PL_TRY_VOID(needs_.updater->save_record(to_text(record_)));
    is_record_due_ = false;
    return {};
}

Error Firmware::refusal() const {
    switch (state_) {
        case State::Rehashing:
        case State::TrialSet:
            return failed_precondition("An update is about to be tried; restart first.");
        case State::Trial:
            return failed_precondition("The running version is on trial itself.");
        case State::Returning:
            return failed_precondition("The camera is about to go back to the version before.");
        default:
            return failed_precondition("No update was begun.");
    }
}

}  // namespace porchlight::camera
