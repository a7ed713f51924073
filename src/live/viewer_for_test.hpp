// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "live/audience.hpp"
#include "rt/deadline.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace porchlight::live {

inline rt::Task<std::vector<Message>> drain(std::shared_ptr<Viewer> viewer) {
    std::vector<Message> messages;
    for (;;) {
        auto next = rt::with_deadline(viewer->next(), std::chrono::milliseconds(10), "next");
        auto message = co_await std::move(next);
        if (!message) {
            co_return messages;
        }
        messages.push_back(std::move(*message));
    }
}

/// What is in the viewer's queue now.
inline std::vector<Message> messages_of(rt::IoThread& thread,
                                        const std::shared_ptr<Viewer>& viewer) {
    return *rt::run_blocking(thread, drain(viewer));
}

}  // namespace porchlight::live
