// SPDX-License-Identifier: Apache-2.0
#include "camera/updates.hpp"

#include "base/log.hpp"
#include "rt/alarm.hpp"
#include "rt/launch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace porchlight::camera {

namespace {

using device::CommandOutcome;
using device::Event;
using Outcome = UpdateNote::Outcome;

constexpr Bytes kMostBundle = kLargestImage + Bytes(kLongestHead);

struct Wanted {
    std::int64_t command = 0;
    Version version;
    std::int64_t size = 0;
};

std::span<const std::uint8_t> bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

struct Updates::State {
    State(UpdateNeeds from, UpdateHost& to)
        : needs(std::move(from)), host(&to), alarm(needs.strand) {}

    Result<> open();
    void settle(UpdateNote ended, Outcome outcome, std::string sentence);
    void answer(std::int64_t command, CommandOutcome outcome, std::string sentence) const;
    void answer_settled() const;
    [[nodiscard]] Result<Wanted> judge(std::int64_t command, const device::FirmwareOffer& offer);
    void check_health();
    void take_result(const Result<>& result);

    static rt::Task<> fetch(std::shared_ptr<State> self);
    static rt::Task<std::string> next_piece(std::shared_ptr<State> self);
    static rt::Task<> take(std::shared_ptr<State> self, std::string bytes);
    /// On the disk thread.
    Result<> begin_if_new();
    Result<> feed(const std::string& bytes);
    [[nodiscard]] Result<> finish() const;

    UpdateNeeds needs;
    UpdateHost* host;  ///< Null once the camera has ended.
    /// The disk thread's while `is_running`, else the strand's.
    std::unique_ptr<Firmware> firmware;
    std::optional<UpdateNote> note;
    bool has_news = false;
    std::optional<Wanted> wanted;
    Wanted fetched;  ///< As `wanted`, for who fetches it.
    std::string failure;

    // Fetching.
    rt::Alarm alarm;
    bool is_going = false;    ///< The device table lets it.
    bool is_running = false;  ///< The coroutine is there.
    bool is_asked = false;
    bool is_begun = false;    ///< `firmware` knows of it.
    std::int64_t offset = 0;  ///< Of the pass that goes on.
    std::optional<std::string> arrived;

    // On trial.
    bool has_passed = false;
    bool has_hub = false;
};

// What the last restart left.

Result<> Updates::State::open() {
    const FirmwareNeeds wants{needs.updater.get(), needs.root, needs.hardware, needs.running};
    PL_TRY(firmware, Firmware::start(wants, needs.clock->monotonic_now()));
    note = read_update_note(needs.state_folder);
    if (!note || note->outcome != Outcome::Trying) {
        return {};
    }
    switch (firmware->state()) {
        case Firmware::State::Trial:
        case Firmware::State::TrialSet:
        case Firmware::State::Returning:
            return {};  // not settled yet
        case Firmware::State::Returned:
            settle(*note, Outcome::Failed, firmware->why_returned());
            has_news = true;
            return {};
        default:
            break;
    }
    if (needs.running.version == note->version) {
        settle(*note, Outcome::Done, "");  // power was cut just after it was found well
    } else {
        note.reset();  // … or just before its trial was set: it begins anew
    }
    return {};
}

void Updates::State::settle(UpdateNote ended, Outcome outcome, std::string sentence) {
    ended.outcome = outcome;
    ended.sentence = std::move(sentence);
    failure = ended.sentence;
    if (const auto kept = keep_update_note(needs.state_folder, ended); !kept) {
        log::warning("camera", "{}", kept.error().message());
    }
    note = std::move(ended);
}

void Updates::State::answer(std::int64_t command, CommandOutcome outcome,
                            std::string sentence) const {
    constexpr std::size_t kLongestSentence = 500;
    device::CommandResult result;
    result.id = command;
    result.outcome = outcome;
    result.sentence = std::move(sentence).substr(0, kLongestSentence);
    host->answer(result);
}

void Updates::State::answer_settled() const {
    if (note && note->outcome != Outcome::Trying) {
        answer(note->command,
               note->outcome == Outcome::Done ? CommandOutcome::Done : CommandOutcome::Failed,
               note->sentence);
    }
}

// Fetching.

/// @error What can be said without the bundle.
Result<Wanted> Updates::State::judge(std::int64_t command, const device::FirmwareOffer& offer) {
    Wanted offered{command, {}, offer.size.count()};
    PL_TRY(offered.version, parse_version(offer.version));
    if (wanted || firmware->restart_due()) {
        return Error(ErrorCode::FailedPrecondition, "Another update is under way.");
    }
    if (const Version floor = firmware->floor().version; offered.version <= floor) {
        return Error(ErrorCode::FailedPrecondition,
                     fmt::format("Version {} is not newer than {}, and a camera never goes back.",
                                 offer.version, to_string(floor)));
    }
    if (offer.size > kMostBundle || offer.size.count() <= static_cast<int>(kHeadStart)) {
        return Error(ErrorCode::InvalidArgument,
                     fmt::format("{} bytes is no size of an update.", offer.size.count()));
    }
    PL_TRY(const Bytes room, needs.updater->room());
    if (offer.size > room + Bytes(kLongestHead)) {
        return Error(ErrorCode::Exhausted,
                     fmt::format("The update has {} bytes and the camera has room for {}.",
                                 offer.size.count(), room.count()));
    }
    return offered;
}

/// Begins a bundle, but for one that was paused.
Result<> Updates::State::begin_if_new() {
    if (!is_begun) {
        offset = 0;
        PL_TRY_VOID(firmware->begin(needs.clock->utc_now()));
        is_begun = true;
    }
    return {};
}

Result<> Updates::State::feed(const std::string& bytes) {
    PL_TRY_VOID(firmware->feed(bytes_of(bytes)));
    offset += static_cast<std::int64_t>(bytes.size());
    if (offset < fetched.size) {
        return {};
    }
    offset = 0;
    PL_TRY_VOID(firmware->end());
    return firmware->state() == Firmware::State::Rehashing ? finish() : Result<>();
}

/// The note goes first: whatever happens after it, the next start finds out which it was.
Result<> Updates::State::finish() const {
    UpdateNote trying;
    trying.command = fetched.command;
    trying.version = fetched.version;
    PL_TRY_VOID(keep_update_note(needs.state_folder, trying));
    return firmware->rehash();
}

rt::Task<std::string> Updates::State::next_piece(std::shared_ptr<State> self) {
    const Clock& clock = *self->needs.clock;
    MonotonicTime asked = clock.monotonic_now();
    self->is_asked = false;
    while (self->is_going && self->host != nullptr && !self->arrived) {
        if (!std::exchange(self->is_asked, true)) {
            asked = clock.monotonic_now();
            self->host->ask_firmware(self->fetched.command, self->offset);
        } else if (clock.monotonic_now() - asked >= self->needs.patience) {
            co_return Error(ErrorCode::TimedOut, "The hub stopped sending the update.");
        }
        PL_CO_TRY_VOID(co_await self->alarm.wait_for(self->needs.patience));
    }
    std::optional<std::string> piece = std::exchange(self->arrived, std::nullopt);
    if (!self->is_going || !piece) {
        co_return Error(ErrorCode::Cancelled, "paused");
    }
    std::string bytes = std::move(*piece);
    const auto left = static_cast<std::size_t>(self->fetched.size - self->offset);
    if (bytes.size() > left || (bytes.size() < left && bytes.size() < device::kMostData)) {
        co_return Error(ErrorCode::Corrupt,
                        "What the hub sends is not as long as it said. Put the bundle into its "
                        "firmware folder again.");
    }
    co_return bytes;
}

rt::Task<> Updates::State::take(std::shared_ptr<State> self, std::string bytes) {
    auto work = [self, bytes = std::move(bytes)] { return self->feed(bytes); };
    auto working = rt::offload(self->needs.disk, std::move(work));
    co_return co_await std::move(working);
}

rt::Task<> Updates::State::fetch(std::shared_ptr<State> self) {
    auto begin = [self] { return self->begin_if_new(); };
    auto beginning = rt::offload(self->needs.disk, std::move(begin));
    Result<> result = co_await std::move(beginning);
    while (result && self->firmware->state() != Firmware::State::TrialSet) {
        auto waiting = next_piece(self);
        auto bytes = co_await std::move(waiting);
        if (!bytes) {
            result = bytes.error();
            break;
        }
        auto taking = take(self, std::move(*bytes));
        result = co_await std::move(taking);
    }
    self->is_running = false;
    self->take_result(result);
    co_return Result<>();
}

/// The fetching has ended: set for trial, failed or paused.
void Updates::State::take_result(const Result<>& result) {
    if (host == nullptr || (!result && result.error().code() == ErrorCode::Cancelled)) {
        return;
    }
    is_going = false;
    is_begun = false;
    wanted.reset();
    const Wanted ended = fetched;
    UpdateNote trying{ended.command, ended.version, Outcome::Trying, ""};
    if (result) {
        note = std::move(trying);
        log::info("camera", "version {} is written and will be tried", to_string(ended.version));
        host->on_update(Event::UpdateFinished);
        return;
    }
    settle(std::move(trying), Outcome::Failed, result.error().message());
    answer_settled();
    host->on_update(Event::UpdateFailed);
}

// The trial.

void Updates::State::check_health() {
    if (firmware->state() != Firmware::State::Trial || !has_passed || !has_hub) {
        return;
    }
    const auto said = firmware->report_health(Health::Well, needs.clock->monotonic_now());
    if (!said) {
        log::warning("camera", "{}", said.error().message());
    }
    if (firmware->state() == Firmware::State::Good && note) {
        settle(*note, Outcome::Done, "");
        answer_settled();
    }
}

Updates::Updates(std::shared_ptr<State> state) : state_(std::move(state)) {}

Updates::~Updates() {
    state_->host = nullptr;
    state_->is_going = false;
    state_->alarm.wake();
}

Result<std::unique_ptr<Updates>> Updates::start(UpdateNeeds needs, UpdateHost& host) {
    auto state = std::make_shared<State>(std::move(needs), host);
    PL_TRY_VOID(state->open());
    return std::unique_ptr<Updates>(new Updates(std::move(state)));
}

void Updates::tell_news() {
    State& state = *state_;
    if (std::exchange(state.has_news, false)) {
        state.host->on_return(state.failure);
    }
    if (state.firmware->restart_due()) {
        state.host->on_restart_due();
    }
}

void Updates::offer(std::int64_t command, const device::FirmwareOffer& offer) {
    State& state = *state_;
    if (state.note && state.note->command == command) {
        state.answer_settled();  // or, while it is tried, later
        return;
    }
    if (state.wanted && state.wanted->command == command) {
        return;
    }
    const auto offered =
        state.is_running || on_trial()
            ? Result<Wanted>(Error(ErrorCode::FailedPrecondition, "Another update is under way."))
            : state.judge(command, offer);
    if (!offered) {
        state.answer(command, CommandOutcome::Failed, offered.error().message());
        return;
    }
    state.wanted = *offered;
    state.is_begun = false;
    state.host->on_update(Event::UpdateOffered);
}

void Updates::on_piece(const device::DataPiece& piece) {
    State& state = *state_;
    const bool is_next = state.is_asked && state.wanted &&
                         piece.kind == device::DataKind::Firmware &&
                         piece.id == state.wanted->command && piece.offset == state.offset;
    if (is_next && !state.arrived) {
        state.is_asked = false;
        state.arrived = piece.bytes;
        state.alarm.wake();
    }
}

bool Updates::is_waiting() const {
    return state_->wanted.has_value() && !state_->is_going;
}

void Updates::begin() {
    State& state = *state_;
    if (!state.wanted) {
        return;
    }
    state.fetched = *state.wanted;
    state.is_going = true;
    state.is_asked = false;
    state.arrived.reset();
    if (!std::exchange(state.is_running, true)) {
        fetching_.emplace(state.needs.strand, "update", State::fetch(state_));
    }
    state.alarm.wake();
}

void Updates::pause() {
    state_->is_going = false;
    state_->alarm.wake();
}

rt::Task<> Updates::stop() {
    pause();
    if (fetching_) {
        auto ending = fetching_->join();
        co_return co_await std::move(ending);
    }
    co_return Result<>();
}

const std::string& Updates::why_failed() const {
    return state_->failure;
}

bool Updates::on_trial() const {
    return !state_->is_running && state_->firmware->state() == Firmware::State::Trial;
}

bool Updates::is_restart_due() const {
    return !state_->is_running && state_->firmware->restart_due();
}

std::optional<device::RebootReason> Updates::reboot() const {
    if (on_trial()) {
        return device::RebootReason::Update;
    }
    return state_->has_news ? std::optional(device::RebootReason::RolledBack) : std::nullopt;
}

void Updates::on_self_test(Health health) {
    State& state = *state_;
    if (!on_trial()) {
        return;
    }
    state.has_passed = health == Health::Well;
    if (!state.has_passed) {
        static_cast<void>(
            state.firmware->report_health(Health::NotWell, state.needs.clock->monotonic_now()));
    }
    state.check_health();
}

void Updates::on_hub_reached() {
    if (on_trial()) {
        state_->has_hub = true;
        state_->check_health();
    }
}

std::optional<MonotonicTime> Updates::next_change() const {
    return on_trial() ? state_->firmware->deadline() : std::nullopt;
}

void Updates::advance() {
    State& state = *state_;
    if (state.is_running) {
        return;
    }
    state.check_health();
    const bool was_on_trial = on_trial();
    static_cast<void>(state.firmware->tick(state.needs.clock->monotonic_now()));
    if (was_on_trial && state.firmware->state() == Firmware::State::Returning) {
        state.host->on_restart_due();
    }
}

}  // namespace porchlight::camera
