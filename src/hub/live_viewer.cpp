// SPDX-License-Identifier: Apache-2.0
#include "hub/live_viewer.hpp"

#include "hub/camera_probe.hpp"

#include <utility>

namespace porchlight::hub {

LiveViewer::LiveViewer(rt::asio::any_io_executor control, const Clock& clock, Attach attach,
                       LiveQuality quality)
    : control_(std::move(control)), clock_(clock), attach_(std::move(attach)), quality_(quality) {
    join();
}

void LiveViewer::join() {
    viewer_ = std::make_shared<live::Viewer>(control_);
    attach_(viewer_, quality_);
}

rt::Task<LiveMessage> LiveViewer::next() {
    for (;;) {
        const auto viewer = viewer_;
        const auto message = co_await viewer->next();
        if (viewer != viewer_) {
            continue;  // the quality was changed meanwhile: what the old stream still had is of no
                       // use
        }
        if (!message) {
            co_return message.error();
        }
        co_return to_message(*message);
    }
}

void LiveViewer::set_quality(LiveQuality quality) {
    if (quality == quality_) {
        return;
    }
    quality_ = quality;
    const auto old = viewer_;
    join();
    old->close();
}

LiveMessage LiveViewer::to_message(const live::Message& message) const {
    if (const auto* start = std::get_if<live::Start>(&message)) {
        return LiveStart{start->mime, start->size.width, start->size.height, start->bytes};
    }
    if (const auto* segment = std::get_if<live::Segment>(&message)) {
        const bool is_key = segment->starts_with == media::FrameKind::Key;
        return LiveFragment{is_key ? FragmentStart::Key : FragmentStart::Delta, segment->bytes};
    }
    return LiveProblem{problem_of(std::get<Error>(message), clock_.utc_now())};
}

}  // namespace porchlight::hub
