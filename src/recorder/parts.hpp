// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "recorder/listener.hpp"
#include "rt/task.hpp"
#include "store/store.hpp"

namespace porchlight::recorder {

class ClipFolder;
class Retention;
class RunningTime;
class Thumbnails;

/// What the recorders of all cameras share. Whoever fills this keeps all of it alive until every
/// camera's recorder has stopped.
struct RecorderParts {
    const Clock* clock = nullptr;
    Random* random = nullptr;
    store::Store* store = nullptr;
    const ClipFolder* folder = nullptr;
    const RunningTime* running = nullptr;
    Retention* retention = nullptr;
    Thumbnails* thumbnails = nullptr;  ///< May be null: no pictures.
    RecorderListener* listener = nullptr;
    rt::asio::any_io_executor
        media;                       ///< The thread on which packets arrive; the recorders' strand.
    rt::asio::any_io_executor disk;  ///< A thread that may block.
};

}  // namespace porchlight::recorder
