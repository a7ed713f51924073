// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "camera/firmware.hpp"
#include "camera/update_note.hpp"
#include "device/event.hpp"
#include "device/link_message.hpp"
#include "rt/job.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace porchlight::camera {

/// What an update needs of the camera around it. Calls come on the strand.
class UpdateHost {
  public:
    UpdateHost() = default;
    UpdateHost(const UpdateHost&) = delete;
    UpdateHost& operator=(const UpdateHost&) = delete;
    UpdateHost(UpdateHost&&) = delete;
    UpdateHost& operator=(UpdateHost&&) = delete;
    virtual ~UpdateHost() = default;

    /// The next bytes of that command's bundle are wanted; they come by `Updates::on_piece`.
    virtual void ask_firmware(std::int64_t command, std::int64_t offset) = 0;
    /// The command is settled. The hub may miss it, and asks again then.
    virtual void answer(const device::CommandResult& result) = 0;
    /// UpdateOffered, UpdateFinished, UpdateFailed.
    virtual void on_update(device::Event event) = 0;
    /// An update failed after a restart. @param why A sentence.
    virtual void on_return(const std::string& why) = 0;
    /// The trial is over and lost: restart, and the old version comes up.
    virtual void on_restart_due() = 0;
};

struct UpdateNeeds {
    rt::asio::any_io_executor strand;
    rt::asio::any_io_executor disk;  ///< Where `updater` is used while an update is fetched.
    const Clock* clock = nullptr;    ///< Outlives it.
    std::shared_ptr<hal::Updater> updater;
    std::string state_folder;
    TrustRoot root;
    std::string hardware;
    Release running;
    /// A hub that sends nothing for so long has stopped.
    std::chrono::milliseconds patience{60'000};
};

/// Updates over the link: the hub offers a bundle, and this asks for it piece by piece, twice
/// (`Firmware` says why), answers the hub's command when it is settled, and sees a trial through.
///
///     offer ──▶ refused at once: too large, no room, not newer, another one under way
///       └─▶ UpdateOffered ──▶ begin (the device table is in Updating) ──▶ pieces ──▶
///       UpdateFinished
///              ▲                 │ pause: hub or Wi-Fi lost, a reset         └─▶ UpdateFailed
///              └─────────────────┘ begin goes on at the byte where it was
///     trial: well when the self-test has passed and the hub was reached; by then the command is
///     answered, after a return it is answered with the reason
///
/// After a restart in the middle nothing is left but the hub's command, which it says again: the
/// fetching begins anew. Holds 1 MiB, a head and a piece. Strand-bound.
class Updates {
  public:
    /// At each start of the program; blocks as the updater does.
    /// @param host Outlives it.   @error As Firmware::start.
    static Result<std::unique_ptr<Updates>> start(UpdateNeeds needs, UpdateHost& host);
    ~Updates();
    Updates(const Updates&) = delete;
    Updates& operator=(const Updates&) = delete;
    Updates(Updates&&) = delete;
    Updates& operator=(Updates&&) = delete;

    /// Tells of what was settled by the restart; once, when everything is wired.
    void tell_news();

    /// From the hub; may come again.
    void offer(std::int64_t command, const device::FirmwareOffer& offer);
    void on_piece(const device::DataPiece& piece);
    /// An offer waits until the device table lets it begin.
    [[nodiscard]] bool is_waiting() const;

    /// The device table's BeginUpdate and AbortUpdate.
    void begin();
    void pause();

    /// Why the last one failed, for a householder.
    [[nodiscard]] const std::string& why_failed() const;

    [[nodiscard]] bool on_trial() const;
    /// The board is to be restarted, not only the program.
    [[nodiscard]] bool is_restart_due() const;
    /// Whether the running version was started for the first time now, or again after a trial
    /// that failed.
    [[nodiscard]] std::optional<device::RebootReason> reboot() const;
    void on_self_test(Health health);
    void on_hub_reached();
    /// When to call `advance`; nothing outside a trial.
    [[nodiscard]] std::optional<MonotonicTime> next_change() const;
    void advance();

    /// Pauses, and waits for what the disk thread has begun.
    rt::Task<> stop();

  private:
    struct State;
    explicit Updates(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;
    std::optional<rt::Job> fetching_;
};

}  // namespace porchlight::camera
