// SPDX-License-Identifier: Apache-2.0
#include "porchlight-camera/camera_process.hpp"

#include "base/fd.hpp"
#include "base/random.hpp"
#include "base/version.hpp"
#include "camera/board_file.hpp"
#include "camera/board_firmware.hpp"
#include "camera/camera.hpp"
#include "camera/hub_link.hpp"
#include "camera/signing_keys.hpp"
#include "camera/virtual/card_source.hpp"
#include "camera/virtual/console.hpp"
#include "camera/virtual/control_socket.hpp"
#include "camera/virtual/virtual_board.hpp"
#include "camera/virtual/virtual_slots.hpp"
#include "hal/drivers/slot_start.hpp"
#include "light/text.hpp"
#include "net/token.hpp"
#include "porchlight-camera/places.hpp"
#include "porchlight-camera/reboot_note.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"
#include "sources/factory.hpp"
#include "sources/sound/microphone.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <future>
#include <optional>
#include <unistd.h>
#include <utility>

namespace porchlight::app {

namespace {

using camera::Camera;
using camera::Ending;

constexpr std::size_t kLongestBoardFile = 256U << 10U;

Error invalid(std::string sentence) {
    return {ErrorCode::InvalidArgument, std::move(sentence)};
}

/// The network in a virtual board's air.
hal::WifiCredentials network() {
    return {camera::VirtualBoard::kNetwork, Secret(camera::VirtualBoard::kPassword)};
}

camera::Release built_in() {
    return {camera::parse_version(version()).value_or(camera::Version()), 0};
}

void say(const std::string& line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

}  // namespace

struct CameraProcess::Parts {
    explicit Parts(CameraCommand chosen, std::function<void()> told)
        : command(std::move(chosen)), ended(std::move(told)) {}

    Result<> prepare();
    rt::Task<> open_console();
    rt::Task<> close_console();
    rt::Task<> live();
    rt::Task<Ending> live_once();
    Result<camera::CameraSettings> settings();
    [[nodiscard]] camera::Onlooker onlooker();
    Camera::MakeHome make_home();
    Result<> prepare_link();
    Result<> prepare_board();
    Result<> boot();
    void boot_real();
    bool may_start_again();
    [[nodiscard]] bool is_virtual() const {
        return command.hardware == CameraCommand::Hardware::Virtual;
    }
    camera::Board& board() { return made_up ? made_up->board : real.board; }

    CameraCommand command;
    std::function<void()> ended;
    std::string folder;
    std::string address;
    std::uint16_t port = 0;
    const device::model::Model* model = nullptr;
    SystemClock clock;
    Random random;
    std::optional<sources::SourceFactory> sources;
    hal::KernelDeviceCalls calls;
    std::optional<camera::VirtualBoard> made_up;
    camera::OpenedBoard real;
    std::optional<camera::FirmwarePlan> slots;  ///< Of a real board.
    camera::GaugeLimits limits;
    std::string encoder = "auto";
    std::optional<sources::MicrophoneDevice> microphone;
    std::optional<light::CodeId> shown;
    std::optional<camera::HubLinkSettings> link;
    device::RebootReason reboot = device::RebootReason::PowerOn;
    std::optional<camera::TrustRoot> firmware_keys;
    std::optional<camera::FirmwareSettings> updates;
    camera::Health self_test = camera::Health::Well;
    std::string firmware{version()};
    std::unique_ptr<Camera> camera;
    std::optional<camera::Console> console;
    std::unique_ptr<camera::LineServer> socket;
    bool is_stopping = false;
    Afterwards afterwards = Afterwards::Nothing;
    std::promise<Result<>> over;
    bool is_started = false;
    rt::IoThread strand{"camera"};  // before the others, whose answers end on it
    rt::IoThread disk{"disk"};
    rt::WorkerPool workers{1, "motion"};
};

Result<> CameraProcess::Parts::prepare() {
    PL_TRY(model, camera::camera_model(command.model));
    PL_TRY(const auto listen, parse_place("--rtsp", command.listen));
    std::tie(address, port) = listen;
    const bool is_open = command.home == CameraCommand::Home::Standalone &&
                         command.password.empty() && address != "127.0.0.1" && address != "::1";
    if (is_open) {
        return invalid("An address that others can reach needs a password: add --rtsp-password");
    }
    PL_TRY(folder, settle_folder(command.state_dir));
    if (!command.firmware_keys.empty()) {
        PL_TRY(firmware_keys, camera::read_trust_root(command.firmware_keys));
    }
    sources.emplace(clock, std::vector<std::string>());
    PL_TRY_VOID(prepare_board());
    return command.home == CameraCommand::Home::Hub ? prepare_link() : Result<>();
}

Result<> CameraProcess::Parts::prepare_board() {
    if (is_virtual()) {
        made_up.emplace(*model, clock);
        microphone = sources::made_up_microphone();
        return {};
    }
    PL_TRY(const std::string text, read_file(command.board_file, kLongestBoardFile));
    PL_TRY(const auto plan, camera::parse_board(text, command.board_file));
    if (command.video.empty()) {
        command.video = plan.video;
    }
    if (command.video.empty()) {
        return invalid(
            fmt::format("{} does not say where the picture comes from: add video = "
                        "\"/dev/video0\", or use --video",
                        command.board_file));
    }
    limits.cells_in_series = plan.cells_in_series;
    encoder = plan.encoder;
    slots = plan.firmware;
    if (!plan.microphone.empty()) {
        microphone = sources::MicrophoneDevice{.name = plan.microphone};
    }
    real = camera::open_board(plan, calls, "/sys");
    for (const std::string& missing : real.missing) {
        say("notice  " + missing);
    }
    return {};
}

/// Who this camera is, and where it looks for a hub.
Result<> CameraProcess::Parts::prepare_link() {
    PL_TRY(const auto hub, parse_place("--hub", command.hub));
    const std::string identity_folder = folder + "/identity";
    PL_TRY(auto identity, net::link::DeviceIdentity::open(identity_folder, std::nullopt));
    PL_TRY(auto label, camera::LabelSecrets::open(identity_folder));
    link.emplace(camera::HubLinkSettings{std::move(identity),
                                         std::move(label),
                                         model->id,
                                         std::string(version()),
                                         {hub.first, hub.second},
                                         folder + "/reports"});
    return {};
}

Result<camera::CameraSettings> CameraProcess::Parts::settings() {
    camera::CameraSettings settings;
    settings.kind = model->kind;
    settings.state_folder = folder;
    settings.firmware = firmware;
    settings.updates = updates;
    settings.self_test = self_test;
    settings.reboot = reboot;
    settings.limits = limits;
    if (is_virtual()) {
        settings.wifi = network();
    }
    camera::SightSettings& sight = settings.sight;
    const std::string video = command.video.empty() ? "scene://porch" : command.video;
    sight.make_source = [this, video]() -> Result<std::unique_ptr<sources::Source>> {
        if (made_up && made_up->is_covered) {
            return camera::make_cover_source(clock);
        }
        if (made_up && !made_up->card.empty()) {
            return camera::make_card_source(made_up->card, clock);
        }
        sources::SourceRequest request;
        request.url = Secret(video);
        request.encoder = encoder;
        return sources->make(request);
    };
    PL_TRY_VOID(sight.make_source());  // a wrong address is said now, not every minute
    if (microphone) {
        sight.make_sound = [this]() -> Result<std::unique_ptr<sources::Source>> {
            return sources::make_microphone(*microphone, clock);
        };
    }
    sight.rtsp.address = address;
    sight.rtsp.port = port;
    sight.rtsp.name = command.name.empty() ? model->name : command.name;
    auto& logins = sight.rtsp.conversation.logins;
    if (!command.password.empty()) {
        logins.push_back({"viewer", Secret(command.password)});
    }
    if (command.home == CameraCommand::Home::Hub) {
        sight.recording_user = "hub";
        logins.push_back({"hub", net::random_token()});
    }
    sight.clip_folder = folder + "/clips";
    sight.has_motion_sensor = board().motion != nullptr;
    sight.has_night_lamp = board().infrared != nullptr;
    sight.may_sleep = board().motion != nullptr && board().battery != nullptr;
    return settings;
}

camera::Onlooker CameraProcess::Parts::onlooker() {
    camera::Onlooker onlooker;
    onlooker.on_light = [this](const device::Life& /*life*/, const light::Code& code) {
        if (shown != code.id) {
            shown = code.id;
            say(fmt::format("light   {:<32} {}", light::to_text(code.pattern), code.meaning));
        }
    };
    onlooker.on_notice = [](const std::string& notice) { say("notice  " + notice); };
    return onlooker;
}

Camera::MakeHome CameraProcess::Parts::make_home() {
    if (command.home == CameraCommand::Home::Standalone) {
        // A real board's Wi-Fi is set up by its builder.
        return [wifi = is_virtual() ? std::optional(network()) : std::nullopt](
                   camera::HomeListener& listener) -> std::unique_ptr<camera::HomeLink> {
            return std::make_unique<camera::Standalone>(wifi, listener);
        };
    }
    return [this](camera::HomeListener& listener) -> std::unique_ptr<camera::HomeLink> {
        return std::make_unique<camera::HubLink>(strand.executor(), *link, clock, random, listener);
    };
}

/// A boot code has started what runs; here it only finds out from where.
void CameraProcess::Parts::boot_real() {
    if (!slots) {
        return;
    }
    const char* slot = std::getenv(hal::kSlotVariable);  // NOLINT(concurrency-mt-unsafe): no other
    auto opened = camera::open_board_firmware(*slots, {slot, folder, built_in()});
    if (!opened) {
        say("notice  The camera does without updates: " + opened.error().message());
        return;
    }
    updates = std::move(*opened);
}

/// What a board's boot code does: chooses the slot, and starts what is in it.
Result<> CameraProcess::Parts::boot() {
    if (!is_virtual()) {
        boot_real();
        return {};
    }
    if (!firmware_keys) {
        return {};
    }
    PL_TRY(auto booted, camera::boot_virtual_slots(folder + "/slots", built_in()));
    for (const std::string& notice : booted.notices) {
        say("notice  " + notice);
    }
    self_test = booted.self_test;
    firmware = camera::to_string(booted.running.version);
    updates = camera::FirmwareSettings{std::move(booted.updater), *firmware_keys,
                                       camera::kVirtualHardware, booted.running};
    if (link) {
        link->firmware = firmware;
    }
    return {};
}

/// Otherwise it films on, and the update waits until somebody restarts the board.
bool CameraProcess::Parts::may_start_again() {
    const auto restarting = slots ? camera::restart_board(*slots) : Result<>();
    if (!restarting) {
        say("notice  Restart this board by hand, so that its update goes on: " +
            restarting.error().message());
        updates.reset();
        return false;
    }
    afterwards = Afterwards::StartAgain;
    return true;
}

rt::Task<Ending> CameraProcess::Parts::live_once() {
    PL_CO_TRY(auto chosen, settings());
    const Camera::Parts parts{strand.executor(), disk.executor(), &workers, &clock,
                              &random,           &board()};
    PL_CO_TRY(camera, Camera::create(parts, std::move(chosen), onlooker(), make_home()));
    if (console) {
        console->set_camera(camera.get());
    }
    say("video   " + camera->sight().server().url());
    static_cast<void>(take_reboot_note(folder));  // this start is known of
    const auto ending = co_await camera->run();
    reboot = camera->reboot();
    if (console) {
        console->set_camera(nullptr);
    }
    camera.reset();
    co_return ending;
}

rt::Task<> CameraProcess::Parts::live() {
    reboot = take_reboot_note(folder);
    PL_CO_TRY_VOID(boot());
    for (;;) {
        PL_CO_TRY(const Ending ending, co_await live_once());
        if (ending == Ending::Stopped || is_stopping) {
            co_return Result<>();
        }
        keep_reboot_note(folder, reboot);
        say("notice  restarting");
        if (ending != Ending::RestartBoard) {
            continue;
        }
        if (is_virtual()) {
            PL_CO_TRY_VOID(boot());
        } else if (may_start_again()) {
            co_return Result<>();
        }
    }
}

rt::Task<> CameraProcess::Parts::open_console() {
    if (!made_up) {
        co_return Result<>();  // real buttons are pressed by real fingers
    }
    console.emplace(strand.executor(), *made_up, ended);
    auto handle = [this](std::string_view line) { return console->handle(line); };
    PL_CO_TRY(socket, camera::LineServer::open(strand.executor(), folder + "/control", handle));
    socket->serve_terminal(STDIN_FILENO, say);
    co_return Result<>();
}

rt::Task<> CameraProcess::Parts::close_console() {
    is_stopping = true;
    if (camera) {
        camera->stop();
    }
    socket.reset();
    co_return Result<>();
}

CameraProcess::CameraProcess(CameraCommand command, std::function<void()> ended)
    : parts_(std::make_unique<Parts>(std::move(command), std::move(ended))) {}

CameraProcess::~CameraProcess() = default;

Result<> CameraProcess::start() {
    Parts& parts = *parts_;
    PL_TRY_VOID(parts.prepare());
    PL_TRY_VOID(rt::run_blocking(parts.strand, parts.open_console()));
    say(fmt::format(
        "camera  {}, memory in {}{}", parts.model->name, parts.folder,
        parts.is_virtual() ? "; virtual: \"help\" and Enter tells what you can do" : ""));
    parts.is_started = true;
    rt::launch(parts.strand.executor(), parts.live(), [&parts](Result<> result) {
        parts.over.set_value(std::move(result));
        parts.ended();
    });
    return {};
}

Result<Afterwards> CameraProcess::stop() {
    Parts& parts = *parts_;
    static_cast<void>(rt::run_blocking(parts.strand, parts.close_console()));
    if (parts.is_started) {
        PL_TRY_VOID(parts.over.get_future().get());
    }
    return parts.afterwards;
}

}  // namespace porchlight::app
