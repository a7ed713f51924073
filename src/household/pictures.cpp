// SPDX-License-Identifier: Apache-2.0
#include "household/pictures.hpp"

#include "household/picture_server.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::household {

namespace {

namespace model = device::model;
namespace scene = sources::scene;

/// Small, so that a household of five costs one machine little.
constexpr PictureSize kSize{640, 360};
constexpr int kFramesASecond = 10;
constexpr double kOvercast = 0.25;

/// Nobody comes by but those who walk in the household.
scene::SceneOptions scene_for(const sim::Device& device, sim::Household& household,
                              std::uint64_t number) {
    scene::SceneOptions options;
    const bool looks_at_the_street =
        device.behaviour().kind == device::Kind::Doorbell || number % 2 == 0;
    options.place = looks_at_the_street ? scene::Place::Porch : scene::Place::Yard;
    options.seed = number + 1;
    options.size = kSize;
    options.frame_rate = kFramesASecond;
    options.people = scene::Amount::Never;
    options.cats = scene::Amount::Never;
    options.cars = scene::Amount::Never;
    options.headlights = scene::Amount::Never;
    options.insects = scene::Amount::Never;
    options.sky = household.weather().sunshine < kOvercast ? scene::Sky::Clouds : scene::Sky::Fair;
    const UtcTime now = household.utc_now();
    options.starts_at = std::chrono::duration_cast<std::chrono::minutes>(
        now - std::chrono::floor<std::chrono::days>(now));
    return options;
}

rt::Task<std::string> no_picture() {
    co_return Error(ErrorCode::Unavailable, "This device has no picture.");
}

}  // namespace

bool can_stream(const model::Model& model) {
    return std::ranges::any_of(
        model.can, [](const model::Can& can) { return can.ability == model::Ability::Stream; });
}

Pictures::Pictures(Parts parts) : parts_(std::move(parts)) {}
Pictures::~Pictures() = default;

Result<std::unique_ptr<Pictures>> Pictures::create(Parts parts) {
    std::unique_ptr<Pictures> pictures(new Pictures(std::move(parts)));
    for (const auto& device : pictures->parts_.living->household().devices()) {
        if (can_stream(device->model())) {
            PL_TRY_VOID(pictures->add(*device));
        }
    }
    pictures->passings_seen_ = pictures->parts_.living->household().passings().size();
    return pictures;
}

Result<> Pictures::add(sim::Device& device) {
    const auto number = static_cast<std::uint16_t>(servers_.size());
    const std::uint16_t first = parts_.first_port;
    const auto port = static_cast<std::uint16_t>(first == 0 ? 0 : first + number);
    auto server = std::make_shared<PictureServer>(
        PictureServer::Parts{parts_.strand, parts_.clock, parts_.random}, device, port,
        scene_for(device, parts_.living->household(), number));
    PL_TRY_VOID(server->listen());
    servers_.push_back(std::move(server));
    return {};
}

void Pictures::send_walkers() {
    const auto& passings = parts_.living->household().passings();
    for (; passings_seen_ < passings.size(); ++passings_seen_) {
        for (const auto& server : servers_) {
            if (&server->device() == passings[passings_seen_].device) {
                server->walk_through();
            }
        }
    }
}

void Pictures::follow() {
    for (const auto& server : servers_) {
        server->want(server->device().is_in(device::kOnline));
    }
    send_walkers();
}

std::shared_ptr<PictureServer> Pictures::server_of(const sim::Device& device) const {
    const auto found = std::ranges::find_if(
        servers_, [&](const auto& server) { return &server->device() == &device; });
    return found == servers_.end() ? nullptr : *found;
}

std::optional<StreamView> Pictures::stream_of(const sim::Device& device) const {
    const auto server = server_of(device);
    if (!server) {
        return std::nullopt;
    }
    const hal::FakeSpeaker& speaker = server->speaker();
    return StreamView{server->url(),         server->is_open(),
                      server->viewers(),     server->is_for_its_hub(),
                      speaker.is_speaking(), speaker.seconds()};
}

device::StreamOffer Pictures::offer_to_hub(const sim::Device& device) {
    const auto server = server_of(device);
    return server ? server->offer_to_hub() : device::StreamOffer();
}

void Pictures::offer_to_all(const sim::Device& device) {
    if (const auto server = server_of(device)) {
        server->offer_to_all();
    }
}

rt::Task<std::string> Pictures::snapshot(const sim::Device& device,
                                         rt::asio::any_io_executor work) {
    auto server = server_of(device);
    if (!server) {
        return no_picture();
    }
    return PictureServer::take_snapshot(std::move(server), std::move(work));
}

rt::Task<> Pictures::stop() {
    for (const auto& server : servers_) {
        auto ending = PictureServer::end(server);
        PL_CO_TRY_VOID(co_await std::move(ending));
    }
    co_return Result<>();
}

}  // namespace porchlight::household
