// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/eye.hpp"
#include "rt/worker_pool.hpp"

#include <functional>
#include <memory>
#include <string>

namespace porchlight::camera {

/// Looks through the lens for QR codes while the camera is being paired: at each key frame, on a
/// worker, one at a time. It has an eye of its own, so that nobody can watch meanwhile.
/// Strand-bound.
class CodeReader final : public EyeListener {
  public:
    /// On `executor`: what a code says, each time that it is seen.
    using OnText = std::function<void(const std::string& text)>;

    /// All by reference outlive it.
    CodeReader(const rt::WorkerPool& pool, rt::asio::any_io_executor executor, Random& random,
               Eye::MakeSource make_source, OnText on_text);
    /// No calls afterwards.
    ~CodeReader();
    CodeReader(const CodeReader&) = delete;
    CodeReader& operator=(const CodeReader&) = delete;
    CodeReader(CodeReader&&) = delete;
    CodeReader& operator=(CodeReader&&) = delete;

    void open() { eye_.open(); }
    void close() { eye_.close(); }
    /// What is before the lens comes from elsewhere now; nothing if it is closed.
    void look_anew();

    void on_description(const sources::StreamDescription& description) override;
    void on_packet(const media::PacketPtr& packet) override;
    void on_blind(const Error& why) override;

  private:
    struct State;
    std::shared_ptr<State> state_;
    Eye eye_;
};

}  // namespace porchlight::camera
