// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/device_cameras.hpp"

#include "base/log.hpp"
#include "base/random.hpp"
#include "device/models.hpp"
#include "rt/launch.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::hub {

namespace {

/// FNV-1a: any spread will do, as long as it never changes.
/// @source http://www.isthe.com/chongo/tech/comp/fnv/
std::uint64_t spread(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    return hash;
}

std::string name_for(const store::Device& device) {
    if (!device.name.empty()) {
        return device.name;
    }
    const device::model::Model* model = device::model::find_model(device.model);
    return model != nullptr ? model->name : device.serial.text();
}

/// What runs on cells sleeps between events.
store::ConnectChoice connection_for(const store::Device& device) {
    const device::model::Model* model = device::model::find_model(device.model);
    const bool has_cells =
        model != nullptr && model->power.power == device::model::PowerClass::Battery;
    return has_cells ? store::ConnectChoice::WhenNeeded : store::ConnectChoice::Always;
}

}  // namespace

ClipId imported_clip_id(const Serial& serial, const device::ClipOffer& offer) {
    Random random(spread(serial.text() + "/" + std::to_string(offer.id)));
    return ClipId::create(offer.start, random);
}

DeviceCameras::DeviceCameras(Parts parts)
    : parts_(std::move(parts)),
      wakeup_(parts_.control),
      worker_(parts_.control, "paired cameras", run_errands()) {}

DeviceHooks DeviceCameras::hooks() {
    DeviceHooks hooks;
    hooks.clips = this;
    hooks.stream = [this](const store::Device& device, const Secret& url) {
        later("a paired camera's video",
              [this, device, url] { return follow_stream(device, url); });
    };
    hooks.left = [this](const store::Device& device) {
        later("a paired camera's absence",
              [this, serial = device.serial] { return leave(serial); });
    };
    hooks.event = [this](const auto& device, const auto& event) { on_event(device, event); };
    hooks.changed = [this](const auto& before, const auto& after) { on_changed(before, after); };
    return hooks;
}

rt::Task<> DeviceCameras::stop() {
    is_stopping_ = true;
    wakeup_.wake();
    std::ignore = co_await worker_.join();
    co_return Result<>();
}

void DeviceCameras::later(std::string what, std::function<rt::Task<>()> errand) {
    errands_.push_back({std::move(what), std::move(errand)});
    wakeup_.wake();
}

rt::Task<> DeviceCameras::run_errands() {
    for (;;) {
        while (!errands_.empty()) {
            const Errand errand = std::move(errands_.front());
            errands_.pop_front();
            auto running = errand.run();
            if (const auto done = co_await std::move(running); !done) {
                log::warning("devices", "{}: {}", errand.what, done.error().message());
            }
        }
        if (is_stopping_) {
            co_return Result<>();
        }
        PL_CO_TRY_VOID(co_await wakeup_.wait());
    }
}

std::optional<CameraView> DeviceCameras::camera_of(const Serial& serial) const {
    const auto cameras = parts_.cameras.list();
    const auto found = std::ranges::find(cameras, std::optional(serial), &CameraView::device);
    return found == cameras.end() ? std::nullopt : std::optional(*found);
}

rt::Task<> DeviceCameras::follow_stream(store::Device device, Secret url) {
    if (device.owner != parts_.home) {
        co_return Result<>();
    }
    auto camera = camera_of(device.serial);
    if (!camera) {
        store::CameraSettings settings;
        settings.name = name_for(device);
        settings.url = std::move(url);
        settings.client = store::ClientChoice::Own;
        settings.connect = connection_for(device);
        auto adding = parts_.cameras.add_device(device.serial, std::move(settings));
        PL_CO_TRY(camera, co_await std::move(adding));
        log::info("devices", "{} is the camera \"{}\" now", device.serial.text(),
                  camera->settings.name);
    } else {
        camera->settings.url = std::move(url);
        auto changing = parts_.cameras.update(camera->id, camera->settings);
        PL_CO_TRY(camera, co_await std::move(changing));
    }
    parts_.cameras.device_here(camera->id, true);
    auto following = parts_.follow(*camera);
    co_return co_await std::move(following);
}

void DeviceCameras::on_event(const store::Device& device, const device::EventReport& event) {
    using Kind = device::EventReportKind;
    log::info("devices", "{}: {} {}", device.serial.text(), device::word_of(event.kind),
              event.detail);
    if (event.kind != Kind::Motion && event.kind != Kind::Ring) {
        return;
    }
    if (const auto camera = camera_of(device.serial)) {
        parts_.cameras.device_motion(camera->id, {!event.end, event.score.value_or(0)});
    }
}

void DeviceCameras::on_changed(const store::Device& before, const store::Device& after) {
    if (before.owner == parts_.home && after.owner != parts_.home) {
        later("a camera that was let go", [this, serial = after.serial] { return let_go(serial); });
    } else if (before.name != after.name && after.owner == parts_.home) {
        later("a camera's new name",
              [this, after] { return rename(after.serial, name_for(after)); });
    }
}

rt::Task<> DeviceCameras::leave(Serial serial) {
    if (const auto camera = camera_of(serial)) {
        parts_.cameras.device_here(camera->id, false);
    }
    co_return Result<>();
}

rt::Task<> DeviceCameras::rename(Serial serial, std::string name) {
    const auto camera = camera_of(serial);
    if (!camera || camera->settings.name == name) {
        co_return Result<>();
    }
    store::CameraSettings settings = camera->settings;
    settings.name = std::move(name);
    auto changing = parts_.cameras.update(camera->id, std::move(settings));
    PL_CO_TRY(const auto changed, co_await std::move(changing));
    co_return Result<>();
}

rt::Task<> DeviceCameras::let_go(Serial serial) {
    const auto camera = camera_of(serial);
    if (!camera) {
        co_return Result<>();
    }
    auto removing = parts_.cameras.remove(camera->id, ClipsOfRemoved::Keep);
    co_return co_await std::move(removing);
}

rt::Task<Bytes> DeviceCameras::received(store::Device device, device::ClipOffer offer) {
    const ClipId id = imported_clip_id(device.serial, offer);
    if (offer.size > recorder::ClipImport::kLargest) {
        co_return Error(ErrorCode::InvalidArgument, "it is larger than a clip may be");
    }
    auto look = [&clips = parts_.clips, id] { return clips.received(id); };
    co_return co_await rt::offload(parts_.disk, std::move(look));
}

rt::Task<> DeviceCameras::add(store::Device device, device::ClipOffer offer, Bytes offset,
                              std::string bytes) {
    auto write = [&clips = parts_.clips, id = imported_clip_id(device.serial, offer), offset,
                  bytes = std::move(bytes)] { return clips.append(id, offset, bytes); };
    co_return co_await rt::offload(parts_.disk, std::move(write));
}

rt::Task<> DeviceCameras::keep(store::Device device, device::ClipOffer offer) {
    const auto camera = camera_of(device.serial);
    if (!camera) {
        co_return Error(ErrorCode::Unavailable, "its camera is not set up yet");
    }
    store::Clip clip;
    clip.id = imported_clip_id(device.serial, offer);
    clip.camera = camera->id;
    // A camera whose clock runs ahead does not put a clip into the future.
    const UtcTime latest = parts_.clock.utc_now() - offer.duration;
    clip.start = std::min(offer.start, latest);
    auto taking = parts_.clips.take_in(std::move(clip));
    PL_CO_TRY(const auto kept, co_await rt::call_on(parts_.media, std::move(taking)));
    log::info("devices", "{}: took in a clip of {} s that it had kept", device.serial.text(),
              std::chrono::duration_cast<std::chrono::seconds>(offer.duration).count());
    co_return Result<>();
}

}  // namespace porchlight::hub
