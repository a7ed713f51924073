// SPDX-License-Identifier: Apache-2.0
#include "hub/live_viewer.hpp"

#include "hub/camera_probe.hpp"

#include <utility>

namespace porchlight::hub {

LiveViewer::LiveViewer(rt::asio::any_io_executor control, const Clock& clock, Attach attach,
                       LiveWish wish)
    : control_(std::move(control)), clock_(clock), attach_(std::move(attach)), wish_(wish) {
    join();
}

void LiveViewer::join() {
    viewer_ = std::make_shared<live::Viewer>(control_);
    attach_(viewer_, wish_);
}

rt::Task<LiveMessage> LiveViewer::next() {
    for (;;) {
        const auto viewer = viewer_;
        const auto message = co_await viewer->next();
        if (viewer != viewer_) {
            continue;  // another stream was asked for meanwhile: what the old one had is of no use
        }
        if (!message) {
            co_return message.error();
        }
        if (must_rejoin(*message)) {
            rejoin();
            continue;
        }
        co_return to_message(*message);
    }
}

bool LiveViewer::must_rejoin(const live::Message& message) {
    const auto* start = std::get_if<live::Start>(&message);
    if (start == nullptr) {
        return false;
    }
    const bool can_play = wish_.h265 || start->codec != media::Codec::H265;
    return !std::exchange(has_rejoined_, !can_play) && !can_play;
}

void LiveViewer::rejoin() {
    const auto old = viewer_;
    join();
    old->close();
}

void LiveViewer::set_wish(LiveWish wish) {
    if (wish != wish_) {
        wish_ = wish;
        rejoin();
    }
}

LiveMessage LiveViewer::to_message(const live::Message& message) const {
    if (const auto* start = std::get_if<live::Start>(&message)) {
        return LiveStart{static_cast<LiveStream>(start->kind), start->mime, start->size.width,
                         start->size.height, start->bytes};
    }
    if (const auto* segment = std::get_if<live::Segment>(&message)) {
        const bool is_key = segment->starts_with == media::FrameKind::Key;
        return LiveFragment{is_key ? FragmentStart::Key : FragmentStart::Delta, segment->bytes};
    }
    return LiveProblem{problem_of(std::get<Error>(message), clock_.utc_now())};
}

}  // namespace porchlight::hub
