// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/api/json_types.hpp"
#include "hub/cameras.hpp"
#include "hub/event_feed.hpp"
#include "hub/views.hpp"
#include "store/types.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace porchlight::store {

template <>
std::span<const Name<hub::CameraState>> names_of();
template <>
std::span<const Name<hub::Talk>> names_of();
template <>
std::span<const Name<hub::Decoding>> names_of();
template <>
std::span<const Name<hub::LiveQuality>> names_of();
template <>
std::span<const Name<hub::LiveStream>> names_of();

}  // namespace porchlight::store

/// What requests and answers hold that is nowhere else, and the description of everything that
/// crosses the API. The descriptions are the one place that knows names, meanings and limits of
/// fields.
namespace porchlight::hub::api {

struct SetupState {
    bool needs_owner = false;
};
struct Setup {
    std::string token;
    std::string name;
    std::string password;
};
struct SignIn {
    std::string name;
    std::string password;
};
struct SignedIn {
    UserView user;
};
struct SessionState {
    std::optional<UserView> user;
};
struct Health {
    bool ok = true;
};

struct CameraList {
    std::vector<CameraView> cameras;
};
/// POST /cameras/test: what to try, and whose stored password "***" stands for.
struct TestRequest {
    CameraTest test;
    std::optional<CameraId> camera_id;
};
/// POST /cameras: the settings, and whether to try them first.
struct NewCamera {
    store::CameraSettings settings;
    bool untested = false;
};
enum class ClipsChoice : std::uint8_t { Keep, Delete };
struct RemoveQuery {
    ClipsChoice clips = ClipsChoice::Keep;
};
struct PictureQuery {
    int width = 0;
};
/// POST /cameras/{id}/record.
struct RecordRequest {
    std::chrono::milliseconds length{30000};
};
struct SpanParameters {
    UtcTime from;
    UtcTime to;
};

/// Several cameras over one connection.
struct WallWish {
    std::string cameras;
    LiveQuality quality = LiveQuality::Sub;
};

template <>
Object<SetupState> describe();
template <>
Object<Setup> describe();
template <>
Object<SignIn> describe();
template <>
Object<SignedIn> describe();
template <>
Object<SessionState> describe();
template <>
Object<Health> describe();
template <>
Object<UserView> describe();
template <>
Object<CameraList> describe();
template <>
Object<NewCamera> describe();
template <>
Object<RemoveQuery> describe();
template <>
Object<PictureQuery> describe();
template <>
Object<RecordRequest> describe();
template <>
Object<SpanParameters> describe();
template <>
Object<CameraTest> describe();
template <>
Object<TestRequest> describe();
template <>
Object<ProbeReport> describe();
template <>
Object<Problem> describe();
template <>
Object<CauseView> describe();
template <>
Object<VideoView> describe();
template <>
Object<AudioView> describe();
template <>
Object<StreamView> describe();
template <>
Object<AnalysisView> describe();
template <>
Object<TranscodingView> describe();
template <>
Object<TroubleView> describe();
template <>
Object<CameraView> describe();
template <>
Object<store::Zone> describe();
template <>
Object<store::CameraSettings> describe();
template <>
Object<store::Clip> describe();
template <>
Object<store::Gap> describe();
template <>
Object<store::Event> describe();
template <>
Object<StorageView> describe();
template <>
Object<Retention> describe();
template <>
Object<HomeView> describe();
template <>
Object<HomeSettings> describe();
template <>
Object<MotionView> describe();
template <>
Object<LiveWish> describe();
template <>
Object<WallWish> describe();

/// One message of the events WebSocket as JSON text.
[[nodiscard]] std::string feed_text(const FeedMessage& message);
/// The schema of all of them, for the OpenAPI document.
[[nodiscard]] json::object feed_schema(Components& components);

}  // namespace porchlight::hub::api

namespace porchlight::store {
template <>
std::span<const Name<hub::api::ClipsChoice>> names_of();
}  // namespace porchlight::store
