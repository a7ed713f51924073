// SPDX-License-Identifier: Apache-2.0
#include "live/audience.hpp"

#include <algorithm>

namespace porchlight::live {

void Viewer::send(const Message& message) {
    const auto* segment = std::get_if<Segment>(&message);
    if (segment != nullptr && needs_key_ && segment->starts_with != media::FrameKind::Key) {
        return;
    }
    const bool sent = channel_.try_send(message);
    needs_key_ = segment == nullptr || !sent;
}

Audience::~Audience() {
    for (const auto& weak : viewers_) {
        if (const auto viewer = weak.lock()) {
            viewer->close();
        }
    }
}

void Audience::add(const std::shared_ptr<Viewer>& viewer, std::span<const Message> greeting) {
    for (const Message& message : greeting) {
        viewer->send(message);
    }
    viewers_.push_back(viewer);
}

void Audience::send(const Message& message) {
    for (const auto& weak : viewers_) {
        if (const auto viewer = weak.lock()) {
            viewer->send(message);
        }
    }
}

bool Audience::is_empty() {
    std::erase_if(viewers_, [](const auto& viewer) { return viewer.expired(); });
    return viewers_.empty();
}

}  // namespace porchlight::live
