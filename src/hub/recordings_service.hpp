// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/recordings.hpp"
#include "recorder/recorder.hpp"
#include "rt/job.hpp"

#include <optional>

namespace porchlight::hub {

/// Kept video for the API: passes what it is asked on to the recorder's parts, which live on the
/// media and the disk thread. Strand-bound to the control thread.
class RecordingsService final : public Recordings {
  public:
    /// All by reference outlive the service.
    RecordingsService(recorder::Recorder& recorder, store::Store& store, const Clock& clock,
                      rt::asio::any_io_executor media, rt::asio::any_io_executor control);

    /// Looks at the store's state now and then every few seconds.
    void start();
    rt::Task<> stop();
    /// The home's choice of how long clips are kept.
    void set_rules(const store::Home& home) override;

    rt::Task<> remove_clip(ClipId id) override;
    rt::Task<std::vector<store::Clip>> discard(std::vector<ClipId> ids) override;
    rt::Task<std::vector<store::Clip>> bring_back(std::vector<ClipId> ids) override;
    [[nodiscard]] Microseconds time_left(const store::Clip& deleted) const override;
    rt::Task<SpanVideo> span_video(CameraId camera, UtcTime from, UtcTime to) override;
    [[nodiscard]] StorageView storage() const override { return storage_; }

  private:
    rt::Task<> watch();

    recorder::Recorder& recorder_;
    store::Store& store_;
    const Clock& clock_;
    rt::asio::any_io_executor media_;
    rt::asio::any_io_executor control_;
    StorageView storage_;
    /// Putting a long span together must not hold up the disk thread, which records.
    rt::IoThread export_{"export"};
    /// What the home allows clips to take together.
    std::optional<Bytes> allowed_;
    std::optional<rt::Job> job_;
};

}  // namespace porchlight::hub
