// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "camera/behaviour.hpp"
#include "camera/board.hpp"
#include "camera/code_reader.hpp"
#include "camera/energy_ledger.hpp"
#include "camera/gauges.hpp"
#include "camera/home_link.hpp"
#include "camera/memory_file.hpp"
#include "camera/night_lamp.hpp"
#include "camera/sight.hpp"
#include "camera/updates.hpp"
#include "light/codes.hpp"
#include "rt/task.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace porchlight::camera {

/// How a start of the camera ends.
enum class Ending : std::uint8_t {
    Stopped,       ///< Asked to end.
    Restart,       ///< Start again from the beginning, as after a factory reset.
    RestartBoard,  ///< The same, by the board's boot code: another version is to come up.
};

/// How a camera is updated. Without it that is done by hand.
struct FirmwareSettings {
    std::shared_ptr<hal::Updater> updater;
    TrustRoot root;
    std::string hardware;
    Release running;
};

struct CameraSettings {
    device::Kind kind = device::Kind::Camera;
    std::string state_folder;        ///< Exists.
    std::string firmware = "0.0.0";  ///< What runs, as people read it.
    std::optional<FirmwareSettings> updates;
    Health self_test = Health::Well;  ///< For a virtual one whose software is to fail.
    device::RebootReason reboot = device::RebootReason::PowerOn;
    /// The network to join when whoever paired the camera said none.
    std::optional<hal::WifiCredentials> wifi;
    device::DeviceSettings defaults;  ///< Until an owner chooses.
    GaugeLimits limits;
    EnergyRates rates;
    SightSettings sight;
};

/// Hears what somebody who stands before the camera would: for the virtual one.
struct Onlooker {
    std::function<void(const device::Life&, const light::Code&)> on_light;
    std::function<void(const std::string&)> on_notice;
};

/// The camera: senses and limbs around a `Behaviour`, from power-on to restart or end.
/// Strand-bound.
class Camera final : private Limbs,
                     private HomeListener,
                     private SightListener,
                     private UpdateHost {
  public:
    using MakeHome = std::function<std::unique_ptr<HomeLink>(HomeListener&)>;

    /// What it works with. All of it outlives everything that runs on the strand.
    struct Parts {
        rt::asio::any_io_executor strand;
        rt::asio::any_io_executor disk;
        const rt::WorkerPool* workers = nullptr;
        const Clock* clock = nullptr;
        Random* random = nullptr;
        Board* board = nullptr;
    };

    /// @error As Sight::open and Updates::start.
    static Result<std::unique_ptr<Camera>> create(const Parts& parts, CameraSettings settings,
                                                  Onlooker onlooker, const MakeHome& make_home);
    ~Camera() override;
    Camera(const Camera&) = delete;
    Camera& operator=(const Camera&) = delete;
    Camera(Camera&&) = delete;
    Camera& operator=(Camera&&) = delete;

    /// After `run`: why it starts again, for the next start.
    [[nodiscard]] device::RebootReason reboot() const { return reboot_; }

    /// Power on, until `stop` or until the life asks for a restart; all is over when it returns.
    rt::Task<Ending> run();
    void stop();

    /// As a person or a simulator tells it. A ring is told by `ring`.
    void tell(device::Event event);

    /// Another thing is before the lens: a code that is looked for may be on it.
    void look_anew() { codes_->look_anew(); }

    /// The bell button.
    void ring();

    [[nodiscard]] const device::Life& life() const { return behaviour_.life(); }
    [[nodiscard]] const Gauges& gauges() const { return gauges_; }
    [[nodiscard]] const EnergyLedger& ledger() const { return ledger_; }
    /// Whether the lamp for the night shines; nothing where there is none.
    [[nodiscard]] std::optional<bool> night_lamp() const;
    [[nodiscard]] Sight& sight() { return *sight_; }

  private:
    struct Running;

    Camera(const Parts& parts, CameraSettings settings, Onlooker onlooker);

    void act(device::Action action) override;
    void on_life(const device::Life& life) override;
    void on_home(device::Event event) override;
    Result<> on_paired(Secret hub, std::optional<hal::WifiCredentials> wifi) override;
    void on_network_seen(hal::WifiCredentials network) override;
    Result<> on_hub_changed(Secret hub) override;
    void on_notice(const std::string& notice) override;
    device::Telemetry telemetry() override;
    std::int64_t settings_revision() override { return revision_; }
    Result<> on_settings(const device::SettingsWanted& wanted) override;
    void on_restart_asked() override;
    void on_firmware_offer(std::int64_t command, const device::FirmwareOffer& offer) override;
    void on_firmware_piece(const device::DataPiece& piece) override;
    void ask_firmware(std::int64_t command, std::int64_t offset) override;
    void answer(const device::CommandResult& result) override;
    void on_update(device::Event event) override { tell(event); }
    void on_return(const std::string& why) override;
    void on_restart_due() override { end(Ending::Restart); }
    rt::Task<std::string> take_snapshot() override;
    device::StreamOffer stream() override;
    ClipRecorder& clips() override { return sight_->clips(); }
    void on_pixels_move(bool moves, double score) override;
    void on_viewers(int count) override;
    void on_clip(const KeptClip& clip) override;
    void on_brightness(double mean) override;
    void on_unseen() override;

    bool act_on_network(device::Action action);
    bool act_on_record(device::Action action);
    bool act_on_firmware(device::Action action);
    void look_at_update();
    [[nodiscard]] bool may_shine() const;
    void look_at_the_night();
    void shine();
    Result<> open_updates();
    void restart_or_test();
    void set_moving(bool moves);
    void begin_motion();
    void end_motion();
    void report_firmware();
    void report(device::EventReportKind kind, const std::string& detail);
    void read_settings();
    void apply(const device::DeviceSettings& chosen);
    [[nodiscard]] Result<> check_settings(const device::DeviceSettings& wanted) const;
    [[nodiscard]] device::LightMeaning shown(const device::Life& life) const;
    void count_energy(const device::Life& life);
    void show(const device::Life& life);
    void end(Ending ending);
    void look_at_the_time();
    void look_for_codes();
    void read_gauges();
    void keep_ledger();
    [[nodiscard]] bool test_self();

    Parts parts_;
    CameraSettings settings_;
    Onlooker onlooker_;
    MemoryFile memory_;
    Behaviour behaviour_;
    Gauges gauges_;
    EnergyLedger ledger_;
    NightLamp night_;
    bool is_shining_ = false;  ///< The lamp for the night.
    std::unique_ptr<Sight> sight_;
    std::unique_ptr<Updates> updates_;  ///< Null: by hand.
    std::unique_ptr<CodeReader> codes_;
    std::unique_ptr<HomeLink> home_;
    std::shared_ptr<Running> running_;
    MonotonicTime started_;
    MonotonicTime ledger_kept_;
    device::RebootReason reboot_ = device::RebootReason::Unknown;
    std::int64_t revision_ = 0;
    device::DeviceSettings chosen_;
    std::optional<device::EventReport> motion_;  ///< That goes on.
    bool moves_ = false;
    std::optional<MonotonicTime> still_at_;  ///< The post-roll is over then.
    int viewers_ = 0;
    bool was_started_ = false;
    bool is_pairing_open_ = false;
};

}  // namespace porchlight::camera
