// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "porchlight-camera/camera_command.hpp"

#include <cstdint>
#include <functional>
#include <memory>

namespace porchlight::app {

/// What is to happen when the program has ended.
enum class Afterwards : std::uint8_t {
    Nothing,
    StartAgain,  ///< Start the board's boot code: another version is to come up.
};

/// The camera's parts, made and joined. Used from main().
class CameraProcess {
  public:
    /// @param ended The camera has ended by itself, as asked on its console or because it cannot
    /// start. From another thread.
    CameraProcess(CameraCommand command, std::function<void()> ended);
    ~CameraProcess();
    CameraProcess(const CameraProcess&) = delete;
    CameraProcess& operator=(const CameraProcess&) = delete;
    CameraProcess(CameraProcess&&) = delete;
    CameraProcess& operator=(CameraProcess&&) = delete;

    /// @error With the sentence for the person; `stop` is still to be called.
    Result<> start();
    /// Ends it in order. @error Why it ended by itself, if it did.
    Result<Afterwards> stop();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace porchlight::app
