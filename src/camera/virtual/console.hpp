// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/camera.hpp"
#include "camera/virtual/virtual_board.hpp"
#include "rt/job.hpp"

#include <functional>
#include <list>
#include <string>
#include <string_view>

namespace porchlight::camera {

/// What a person can do to a virtual camera, a line each; `help` lists it. Used by the terminal and
/// by the control socket. Strand-bound.
class Console {
  public:
    /// @param board Outlives it.   @param quit Ends the program.
    Console(rt::asio::any_io_executor strand, VirtualBoard& board, std::function<void()> quit);

    /// The camera that runs now; null between two starts.
    void set_camera(Camera* camera) { camera_ = camera; }

    /// Does it. @return What to say, without a line's end: "ok", the state, or what is wrong and
    /// what may be written.
    std::string handle(std::string_view line);

  private:
    std::string press(std::string_view time);
    [[nodiscard]] std::string set_cells(std::string_view millivolts) const;
    [[nodiscard]] std::string set_temperature(std::string_view degrees) const;
    std::string set_wifi(std::string_view what);
    [[nodiscard]] std::string walk(std::string_view what) const;
    std::string tell(device::Event event);
    std::string ring();
    std::string show(std::string_view card);
    std::string cover(std::string_view what);
    [[nodiscard]] std::string state() const;

    rt::asio::any_io_executor strand_;
    VirtualBoard& board_;
    std::function<void()> quit_;
    Camera* camera_ = nullptr;
    std::list<rt::Job> presses_;
};

}  // namespace porchlight::camera
