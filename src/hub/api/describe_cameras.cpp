// SPDX-License-Identifier: Apache-2.0
#include "hub/api/descriptions.hpp"

#include <array>

namespace porchlight::store {

template <>
std::span<const Name<hub::CameraState>> names_of() {
    using hub::CameraState;
    static constexpr std::array kNames{Name<CameraState>{CameraState::Connecting, "connecting"},
                                       Name<CameraState>{CameraState::Live, "live"},
                                       Name<CameraState>{CameraState::Retrying, "retrying"},
                                       Name<CameraState>{CameraState::Asleep, "asleep"},
                                       Name<CameraState>{CameraState::Paused, "paused"}};
    return kNames;
}

template <>
std::span<const Name<hub::Talk>> names_of() {
    using hub::Talk;
    static constexpr std::array kNames{Name<Talk>{Talk::Unknown, "unknown"},
                                       Name<Talk>{Talk::Yes, "yes"}, Name<Talk>{Talk::No, "no"}};
    return kNames;
}

template <>
std::span<const Name<hub::Decoding>> names_of() {
    using hub::Decoding;
    static constexpr std::array kNames{Name<Decoding>{Decoding::Sub, "sub"},
                                       Name<Decoding>{Decoding::KeyFrames, "key frames"},
                                       Name<Decoding>{Decoding::AllFrames, "all frames"},
                                       Name<Decoding>{Decoding::Paused, "paused"}};
    return kNames;
}

template <>
std::span<const Name<hub::LiveQuality>> names_of() {
    using hub::LiveQuality;
    static constexpr std::array kNames{Name<LiveQuality>{LiveQuality::Main, "main"},
                                       Name<LiveQuality>{LiveQuality::Sub, "sub"}};
    return kNames;
}

template <>
std::span<const Name<hub::LiveStream>> names_of() {
    using hub::LiveStream;
    static constexpr std::array kNames{Name<LiveStream>{LiveStream::Main, "main"},
                                       Name<LiveStream>{LiveStream::Sub, "sub"},
                                       Name<LiveStream>{LiveStream::Transcoded, "transcoded"},
                                       Name<LiveStream>{LiveStream::Sound, "sound"}};
    return kNames;
}

template <>
std::span<const Name<hub::api::ClipsChoice>> names_of() {
    using hub::api::ClipsChoice;
    static constexpr std::array kNames{Name<ClipsChoice>{ClipsChoice::Keep, "keep"},
                                       Name<ClipsChoice>{ClipsChoice::Delete, "delete"}};
    return kNames;
}

}  // namespace porchlight::store

namespace porchlight::hub::api {

namespace {

using store::CameraSettings;
using store::Zone;

constexpr Rules kAddress{.least = 1, .most = 2048};
constexpr Rules kMayMiss{.need = Need::Defaulted};

constexpr Rules optional_from(double least, double most) {
    return {.least = least, .most = most, .need = Need::Defaulted};
}

}  // namespace

template <>
Object<Problem> describe() {
    return Object<Problem>("Problem", "What is wrong, and since when.")
        .field("code", &Problem::code, "What kind it is, e.g. \"timed_out\".")
        .field("sentence", &Problem::sentence, "One sentence that a person can act on.")
        .spoken()
        .field("fault", &Problem::fault, "The cause as the doctor names it.")
        .field("since", &Problem::since, "When it began.");
}

template <>
Object<CauseView> describe() {
    return Object<CauseView>("Cause", "Why a camera gives no video, as the doctor sees it.")
        .field("id", &CauseView::id, "The likeliest cause.")
        .field("sentence", &CauseView::sentence, "The same for people.")
        .spoken()
        .field("next", &CauseView::next, "What to look at, to do or to wait for.")
        .field("share", &CauseView::share, "How likely the cause is, 0 to 1.")
        .field("session", &CauseView::session, "The doctor's session.")
        .field("since", &CauseView::since, "When it was found.");
}

template <>
Object<Zone> describe() {
    return Object<Zone>("Zone", "An area drawn on a camera's picture.")
        .field("id", &Zone::id, "Unique in its camera; chosen by the app.",
               {.least = 1, .most = 40})
        .field("name", &Zone::name, "What people call it.", {.least = 0, .most = 60})
        .field("kind", &Zone::kind,
               "activity: motion counts here. privacy: never analysed, stored or shown.")
        .field("points", &Zone::points, "The corners of a polygon.", {.least = 3, .most = 32})
        .field("sensitivity", &Zone::sensitivity, "In place of the camera's own.",
               {.least = 1, .most = 9});
}

template <>
Object<CameraSettings> describe() {
    return Object<CameraSettings>("CameraSettings", "What the owner sets for a camera.")
        .field("name", &CameraSettings::name, "What people call it.", {.least = 1, .most = 60})
        .field("url", &CameraSettings::url,
               "Where its video comes from. Passwords are shown as ***, which also keeps them.",
               kAddress)
        .nullable_field("sub_url", &CameraSettings::sub_url,
                        "A second, smaller stream, which makes finding motion cheaper.",
                        {.least = 1, .most = 2048, .need = Need::Defaulted})
        .field("paused", &CameraSettings::paused, "Not connected at all.", kMayMiss)
        .field("armed", &CameraSettings::armed,
               "Whether motion is recorded, in the modes that arm it.", kMayMiss)
        .field("mode", &CameraSettings::mode, "When it records.", kMayMiss)
        .field("sensitivity", &CameraSettings::sensitivity, "1 sees little, 9 sees much.",
               optional_from(1, 9))
        .field("min_motion_s", &CameraSettings::min_motion, "Shorter motion is no event.",
               optional_from(0, 10))
        .field("retrigger_s", &CameraSettings::retrigger,
               "Motion within this time continues the event.", optional_from(0, 300))
        .field("pre_roll_s", &CameraSettings::pre_roll, "Video kept from before the motion.",
               optional_from(0, 30))
        .field("post_roll_s", &CameraSettings::post_roll, "Video kept after the motion.",
               optional_from(0, 60))
        .field("max_clip_s", &CameraSettings::max_clip, "Then a new clip goes on without a gap.",
               optional_from(5, 300))
        .field("decode", &CameraSettings::decode,
               "automatic: as little as finds motion. all: every frame.", kMayMiss)
        .field("client", &CameraSettings::client,
               "Which RTSP client; compatibility is for cameras that the hub's own cannot talk to.",
               kMayMiss)
        .field("transport", &CameraSettings::transport, "How RTSP video travels.", kMayMiss)
        .field("connect", &CameraSettings::connect,
               "When the hub is connected to it; paired cameras may sleep between events.",
               kMayMiss)
        .field("record_audio", &CameraSettings::record_audio, "Whether clips have sound.", kMayMiss)
        .field("zones", &CameraSettings::zones, "Areas of the picture.",
               {.most = 32, .need = Need::Defaulted});
}

template <>
Object<NewCamera> describe() {
    return Object<NewCamera>("NewCamera", "A camera to add. What is left out gets its usual value.")
        .embed(&NewCamera::settings)
        .field("untested", &NewCamera::untested, "Save it without trying it first.", kMayMiss);
}

template <>
Object<CameraTest> describe() {
    return Object<CameraTest>("CameraTestFields", "Where to try.")
        .field("url", &CameraTest::url, "Where its video comes from.", kAddress)
        .nullable_field("sub_url", &CameraTest::sub_url, "A second, smaller stream.",
                        {.least = 1, .most = 2048, .need = Need::Defaulted})
        .field("client", &CameraTest::client, "Which RTSP client.", kMayMiss)
        .field("transport", &CameraTest::transport, "How RTSP video travels.", kMayMiss);
}

template <>
Object<TestRequest> describe() {
    return Object<TestRequest>("CameraTest", "A camera to try.")
        .embed(&TestRequest::test)
        .field("camera_id", &TestRequest::camera_id,
               "The camera whose stored password *** stands for, when it is there already.",
               kMayMiss);
}

template <>
Object<VideoView> describe() {
    return Object<VideoView>("Video", "A video stream.")
        .field("codec", &VideoView::codec, "\"H.264\" or \"H.265\".")
        .field("width", &VideoView::width, "Pixels.")
        .field("height", &VideoView::height, "Pixels.")
        .field("frame_rate", &VideoView::frame_rate, "Frames a second.")
        .field("bits_per_second", &VideoView::bits_per_second, "Measured; 0 while not known.");
}

template <>
Object<AudioView> describe() {
    return Object<AudioView>("Audio", "A sound stream.")
        .field("codec", &AudioView::codec, "E.g. \"AAC\".")
        .field("sample_rate", &AudioView::sample_rate, "Hz.")
        .field("channels", &AudioView::channels, "1 or 2.");
}

template <>
Object<StreamView> describe() {
    return Object<StreamView>("Stream", "What a camera sends.")
        .field("video", &StreamView::video, "The main stream's video.")
        .field("audio", &StreamView::audio, "Its sound, if any.")
        .field("transport", &StreamView::transport, "How it comes, for people.")
        .spoken()
        .field("sub", &StreamView::sub, "The second stream's video, if any.");
}

template <>
Object<AnalysisView> describe() {
    return Object<AnalysisView>("Analysis", "How motion is looked for.")
        .field("decoding", &AnalysisView::decoding, "Which frames are decoded for it.")
        .field("score", &AnalysisView::score, "How much moves just now, 0 to 1.")
        .field("suppressed", &AnalysisView::suppressed, "Why motion is being ignored, if it is.");
}

template <>
Object<TranscodingView> describe() {
    return Object<TranscodingView>(
               "Transcoding",
               "The stream is encoded again for a browser that cannot play it as it comes.")
        .field("cores", &TranscodingView::cores,
               "What it takes of the hub's processor cores; 0.4: two fifths of one.")
        .field("left_out", &TranscodingView::left_out,
               "Share of the pictures for which there was no time, 0 to 1.");
}

template <>
Object<TroubleView> describe() {
    return Object<TroubleView>("Trouble", "What went wrong in the last 24 hours.")
        .field("reconnects", &TroubleView::reconnects, "How often the connection was lost.")
        .field("gap_s", &TroubleView::gap_s, "Seconds in which nothing could be recorded.");
}

template <>
Object<CameraView> describe() {
    return Object<CameraView>("Camera", "A camera, its settings and its state.")
        .field("id", &CameraView::id, "Its id.")
        .field("settings", &CameraView::settings, "What the owner sets.")
        .field("demo", &CameraView::demo, "A painted porch, made by the first start.")
        .field("device", &CameraView::device,
               "The serial number of the paired device that it is; none if added by its address.")
        .field("state", &CameraView::state, "Whether video comes.")
        .field("problem", &CameraView::problem, "Why not, if not.")
        .field("cause", &CameraView::cause, "What the doctor says, while it is silent.")
        .field("next_try_at", &CameraView::next_try_at, "When the hub tries again.")
        .field("armed", &CameraView::armed,
               "Its motion is recorded now: the mode in use and its own settings arm it.")
        .field("recording", &CameraView::recording, "A clip is being written.")
        .field("by_hand_until", &CameraView::by_hand_until,
               "While somebody has it record by hand: when that ends by itself.")
        .field("motion", &CameraView::motion, "Something moves.")
        .field("last_frame_at", &CameraView::last_frame_at, "When the last frame came.")
        .field("last_motion_at", &CameraView::last_motion_at, "When something last moved.")
        .field("stream", &CameraView::stream, "What it sends, once known.")
        .field("talk", &CameraView::talk, "Whether one can speak through it.")
        .field("analysis", &CameraView::analysis, "How motion is looked for.")
        .field("privacy_cost", &CameraView::privacy_cost,
               "What hiding a privacy zone costs, when the hub has to do it.")
        .field("transcoding", &CameraView::transcoding,
               "While its video is encoded again for a browser.")
        .field("trouble_24h", &CameraView::trouble_24h, "The last 24 hours.");
}

template <>
Object<CameraList> describe() {
    return Object<CameraList>("Cameras", "Every camera, in the order in which they were added.")
        .field("cameras", &CameraList::cameras, "The cameras.");
}

template <>
Object<ProbeReport> describe() {
    return Object<ProbeReport>("CameraTestResult", "What came of trying a camera.")
        .field("ok", &ProbeReport::ok, "A picture came.")
        .field("problem", &ProbeReport::problem, "Why not, if not.")
        .field("picture", &ProbeReport::picture, "A data: address of a JPEG.")
        .field("stream", &ProbeReport::stream, "What it sends.")
        .field("notes", &ProbeReport::notes, "What the owner should know before saving.");
}

template <>
Object<RemoveQuery> describe() {
    return Object<RemoveQuery>("RemoveQuery", "What becomes of a removed camera's clips.")
        .field("clips", &RemoveQuery::clips, "keep or delete.", kMayMiss);
}

template <>
Object<PictureQuery> describe() {
    return Object<PictureQuery>("PictureQuery", "How large.")
        .field("width", &PictureQuery::width, "Pixels; 0 or nothing for as it is.",
               optional_from(0, 3840));
}

template <>
Object<RecordRequest> describe() {
    return Object<RecordRequest>("RecordRequest", "Record now, with what was just before.")
        .field("seconds", &RecordRequest::length, "For so long, unless it is stopped before.",
               optional_from(5, 300));
}

template <>
Object<SpanParameters> describe() {
    return Object<SpanParameters>("SpanQuery", "A span of time.")
        .field("from", &SpanParameters::from, "Its beginning.")
        .field("to", &SpanParameters::to, "Its end, at most 24 hours later.");
}

template <>
Object<LiveWish> describe() {
    return Object<LiveWish>("LiveWish", "What a live viewer may say.")
        .field("quality", &LiveWish::quality, "Which of the camera's streams.", kMayMiss)
        .field("h265", &LiveWish::h265, "The browser plays H.265.", kMayMiss);
}

template <>
Object<WallWish> describe() {
    return Object<WallWish>("WallWish", "Which cameras one connection is to show.")
        .field("cameras", &WallWish::cameras,
               "Their ids with commas between them, for the offer's sections of video in order.")
        .field("quality", &WallWish::quality, "Which of each camera's streams.",
               {.need = Need::Defaulted});
}

template <>
Object<MotionView> describe() {
    return Object<MotionView>("Motion", "How much moves in front of a camera just now.")
        .field("camera_id", &MotionView::camera_id, "The camera.")
        .field("score", &MotionView::score, "0 to 1.")
        .field("motion", &MotionView::motion, "It counts as motion.");
}

}  // namespace porchlight::hub::api
