// SPDX-License-Identifier: Apache-2.0
// The question for a loudspeaker, and how cameras answer it. A whole talk:
// tests/system/talk_test.cpp.
#include "sources/rtsp/rtsp_speaker.hpp"

#include "rt/io_thread.hpp"
#include "rt/launch.hpp"
#include "support/rtsp_server.hpp"
#include "support/source_pull.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

namespace porchlight::sources {
namespace {

using namespace std::chrono_literals;
using net::rtsp::Message;
using test::CameraScript;
using test::TestRtspServer;

CameraScript camera() {
    CameraScript script;
    script.feed = test::make_synthetic_feed(40, 8, {.interval = 2ms});
    return script;
}

RtspSettings settings_for(const TestRtspServer& server) {
    RtspSettings settings(*net::CameraUrl::parse(server.url()));
    settings.answer_limit = 500ms;
    return settings;
}

bool is_question(const Message& request) {
    return request.header("Require") == "www.onvif.org/ver20/backchannel";
}

/// Asks, and waits until the camera has heard `describes` questions and the answer is in.
class Asker {
  public:
    explicit Asker(const TestRtspServer& server)
        : speaker_(rtsp::make_rtsp_speaker(settings_for(server), clock_)) {}
    ~Asker() {
        run([&] { speaker_.reset(); });
    }
    Asker(const Asker&) = delete;
    Asker& operator=(const Asker&) = delete;
    Asker(Asker&&) = delete;
    Asker& operator=(Asker&&) = delete;

    void ask() {
        run([&] { speaker_->find_out(thread_.executor()); });
    }
    SpeakerReach reach() {
        SpeakerReach found = SpeakerReach::Unknown;
        run([&] { found = speaker_->reach(); });
        return found;
    }
    SpeakerReach wait_for_answer() {
        const auto end = clock_.monotonic_now() + 20s;
        while (reach() == SpeakerReach::Unknown && clock_.monotonic_now() < end) {
            std::this_thread::yield();
        }
        return reach();
    }

  private:
    template <typename Work>
    void run(Work work) {
        std::promise<void> done;
        thread_.post([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }

    SystemClock clock_;
    std::shared_ptr<Speaker> speaker_;
    rt::IoThread thread_{"test-hub"};
};

TEST(RtspSpeaker, IsAskedForByADescriptionAloneAndOnce) {
    auto script = camera();
    std::atomic<int> questions = 0;
    script.answer = [&](const Message& request, const std::string& usual) -> std::string {
        if (request.method != "DESCRIBE" || !is_question(request)) {
            return usual;
        }
        ++questions;
        return TestRtspServer::plain_answer(
            request, 200, "Content-Type: application/sdp\r\n",
            "v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=recvonly\r\n"
            "m=audio 0 RTP/AVP 8\r\na=sendonly\r\na=control:talk\r\n");
    };
    const TestRtspServer server(script);
    Asker asker(server);
    asker.ask();
    EXPECT_EQ(asker.wait_for_answer(), SpeakerReach::Yes);
    asker.ask();
    EXPECT_EQ(questions, 1);
    EXPECT_EQ(server.count("SETUP"), 0) << "nothing is occupied by a question";
}

TEST(RtspSpeaker, ACameraThatRefusesOrHearsNothingOfTheQuestionHasNone) {
    for (const int status : {551, 400, 405, 200}) {
        auto script = camera();
        script.answer = [status](const Message& request, const std::string& usual) {
            return is_question(request) && status != 200
                       ? TestRtspServer::plain_answer(request, status)
                       : usual;
        };
        const TestRtspServer server(script);
        Asker asker(server);
        asker.ask();
        EXPECT_EQ(asker.wait_for_answer(), SpeakerReach::No) << status;
    }
}

TEST(RtspSpeaker, ACameraThatIsBusyOrSilentIsAskedAgainLater) {
    auto script = camera();
    std::atomic<int> questions = 0;
    script.answer = [&](const Message& request, const std::string& usual) {
        const bool is_asked = is_question(request);
        questions += is_asked ? 1 : 0;
        return is_asked ? TestRtspServer::plain_answer(request, 453) : usual;
    };
    const TestRtspServer server(script);
    Asker asker(server);
    asker.ask();
    while (questions == 0) {
        std::this_thread::yield();
    }
    asker.ask();
    asker.ask();
    EXPECT_EQ(asker.reach(), SpeakerReach::Unknown);
    EXPECT_EQ(questions, 1) << "but not at once";
}

TEST(RtspSpeaker, ThePictureIsAskedForWithoutIt) {
    auto script = camera();
    std::atomic<bool> was_required = false;
    script.answer = [&](const Message& request, const std::string& usual) {
        was_required = was_required || !request.header("Require").empty();
        return usual;
    };
    const TestRtspServer server(script);
    const auto outcome = test::pull(
        [&](const Clock& clock) { return make_rtsp_source(settings_for(server), clock); }, 10);
    EXPECT_TRUE(outcome.end);
    EXPECT_FALSE(was_required);
}

}  // namespace
}  // namespace porchlight::sources
