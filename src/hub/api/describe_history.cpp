// SPDX-License-Identifier: Apache-2.0
#include "hub/api/alert_descriptions.hpp"
#include "hub/api/descriptions.hpp"
#include "hub/api/doctor_descriptions.hpp"

#include <array>
#include <utility>

namespace porchlight::hub::api {

namespace {

std::optional<EventId> event_of(const store::Clip& clip) {
    return clip.event ? std::optional(clip.event) : std::nullopt;
}

double seconds_of(const store::Clip& clip) {
    return to_seconds(clip.duration);
}

template <typename T>
json::value message(std::string_view type, std::string_view name, const T& value) {
    return json::object{{"type", json::string_view(type)},
                        {json::string_view(name), JsonType<T>::write(value)}};
}

/// {"type": <type>} and, beside it, the fields of an object.
json::value message_with(std::string_view type, const json::value& fields) {
    json::object text{{"type", json::string_view(type)}};
    for (const auto& [name, value] : fields.as_object()) {
        text[name] = value;
    }
    return text;
}

struct Writer {
    json::value operator()(const CameraView& camera) const {
        return message("camera", "camera", camera);
    }
    json::value operator()(const CameraRemoved& removed) const {
        return message("camera_removed", "id", removed.id);
    }
    json::value operator()(const store::Clip& clip) const { return message("clip", "clip", clip); }
    json::value operator()(const ClipRemoved& removed) const {
        return message("clip_removed", "id", removed.id);
    }
    json::value operator()(const store::Event& event) const {
        return message("event", "event", event);
    }
    json::value operator()(const store::Gap& gap) const { return message("gap", "gap", gap); }
    json::value operator()(const HomeView& home) const { return message("home", "home", home); }
    json::value operator()(const MotionView& motion) const {
        return message_with("motion", JsonType<MotionView>::write(motion));
    }
    json::value operator()(const DoctorSessionView& session) const {
        return message("doctor", "session", session);
    }
    json::value operator()(const store::Alert& alert) const {
        return message("alert", "alert", alert);
    }
    json::value operator()(const AlertsSeen& seen) const {
        return message_with("alerts_seen", JsonType<AlertsSeen>::write(seen));
    }
};

json::object message_schema(std::string_view type, std::string_view name, json::object schema) {
    return {{"type", "object"},
            {"properties",
             {{"type", {{"const", json::string_view(type)}}},
              {json::string_view(name), std::move(schema)}}},
            {"required", json::array{"type", json::string_view(name)}}};
}

/// Of message_with.
json::object flat_schema(std::string_view type, json::object schema) {
    return {{"allOf", json::array{json::object{{"type", "object"},
                                               {"properties",
                                                {{"type", {{"const", json::string_view(type)}}}}},
                                               {"required", json::array{"type"}}},
                                  std::move(schema)}}};
}

}  // namespace

template <>
Object<store::Clip> describe() {
    using store::Clip;
    return Object<Clip>("Clip", "Video kept in one file.")
        .field("id", &Clip::id, "Its id.")
        .field("camera_id", &Clip::camera, "The camera that saw it.")
        .computed("event_id", event_of, "The event it was kept for; null for continuous recording.")
        .field("kind", &Clip::kind, "Why it was kept.")
        .field("start", &Clip::start, "Of its first frame.")
        .field("end", &Clip::end, "Null while it is being recorded.")
        .computed("duration_s", seconds_of, "Seconds; 0 while it is being recorded.")
        .computed(
            "size_bytes", [](const Clip& clip) { return clip.size.count(); },
            "0 while it is being recorded.")
        .computed(
            "width", [](const Clip& clip) { return clip.picture.width; }, "Pixels.")
        .computed(
            "height", [](const Clip& clip) { return clip.picture.height; }, "Pixels.")
        .computed(
            "codec", [](const Clip& clip) { return std::string(media::to_string(clip.codec)); },
            "\"H.264\" or \"H.265\".")
        .field("audio", &Clip::audio, "It has sound.")
        .field("pinned", &Clip::pinned, "Never removed to make room.")
        .computed(
            "deleted", [](const Clip& clip) { return clip.deleted.has_value(); },
            "Somebody deleted it; for a few minutes it can be brought back.")
        .field("score", &Clip::score, "How much moved, 0 to 1.")
        .computed(
            "playable", [](const Clip& clip) { return clip.codec == media::Codec::H264; },
            "Most browsers can play it; false for H.265.");
}

template <>
Object<store::Gap> describe() {
    using store::Gap;
    return Object<Gap>("Gap", "Time in which a camera should have recorded and did not.")
        .field("id", &Gap::id, "Its id.")
        .field("camera_id", &Gap::camera, "The camera.")
        .field("start", &Gap::start, "When it began.")
        .field("end", &Gap::end, "Null while it lasts.")
        .field("reason", &Gap::reason, "What kind of reason.")
        .field("sentence", &Gap::sentence, "Why, for people.")
        .spoken();
}

template <>
Object<store::Event> describe() {
    using store::Event;
    return Object<Event>("Event", "Motion or a ring.")
        .field("id", &Event::id, "Its id.")
        .field("camera_id", &Event::camera, "The camera that saw it.")
        .field("kind", &Event::kind, "What happened.")
        .field("start", &Event::start, "When it began.")
        .field("end", &Event::end, "Null while it lasts.")
        .field("score", &Event::score, "How much moved, 0 to 1.");
}

std::string feed_text(const FeedMessage& feed_message) {
    return to_text(std::visit(Writer(), feed_message));
}

json::object feed_schema(Components& components) {
    const auto of = [&components]<typename T>(std::string_view type, std::string_view name,
                                              const T* /*tag*/) {
        return message_schema(type, name, JsonType<T>::schema(Role::Output, components));
    };
    json::array messages{
        of("camera", "camera", static_cast<const CameraView*>(nullptr)),
        of("camera_removed", "id", static_cast<const CameraId*>(nullptr)),
        of("clip", "clip", static_cast<const store::Clip*>(nullptr)),
        of("clip_removed", "id", static_cast<const ClipId*>(nullptr)),
        of("event", "event", static_cast<const store::Event*>(nullptr)),
        of("gap", "gap", static_cast<const store::Gap*>(nullptr)),
        of("home", "home", static_cast<const HomeView*>(nullptr)),
        of("doctor", "session", static_cast<const DoctorSessionView*>(nullptr)),
        of("alert", "alert", static_cast<const store::Alert*>(nullptr)),
        flat_schema("alerts_seen", JsonType<AlertsSeen>::schema(Role::Output, components)),
        flat_schema("motion", JsonType<MotionView>::schema(Role::Output, components)),
    };
    return {{"description",
             "One message of the events WebSocket. Beside these: {\"type\":\"ping\"} "
             "every 20 s, and {\"type\":\"refetch\"} when messages were lost."},
            {"oneOf", std::move(messages)}};
}

}  // namespace porchlight::hub::api
