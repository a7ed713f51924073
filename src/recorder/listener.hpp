// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/types.hpp"

namespace porchlight::recorder {

/// Hears what the recorder has written down, so that browsers can be told. Calls come on the media
/// thread and must return quickly.
class RecorderListener {
  public:
    RecorderListener() = default;
    RecorderListener(const RecorderListener&) = delete;
    RecorderListener& operator=(const RecorderListener&) = delete;
    RecorderListener(RecorderListener&&) = delete;
    RecorderListener& operator=(RecorderListener&&) = delete;
    virtual ~RecorderListener() = default;

    /// Begun, finished, or given a thumbnail.
    virtual void on_clip(const store::Clip& clip) = 0;
    virtual void on_clip_removed(ClipId id) = 0;
    /// Begun, ended, or gone on after all.
    virtual void on_event(const store::Event& event) = 0;
    /// Begun or ended.
    virtual void on_gap(const store::Gap& gap) = 0;
};

}  // namespace porchlight::recorder
