// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "device/memory.hpp"
#include "hal/radio.hpp"

#include <cstdint>
#include <string>

namespace porchlight::camera {

/// All that a factory reset erases, and how far one has come.
struct CameraMemory {
    /// Which firmware runs is not kept here: the slots know.
    device::Memory device = {};
    hal::WifiCredentials wifi = {};
    Secret hub;            ///< What link/ needs to find its hub and be taken by it.
    std::string settings;  ///< What the owner chose, as link/ writes it.
};

/// The camera's memory in two files, `memory.a` and `memory.b`, each replaced whole: a power cut
/// leaves the old or the new memory, and a file that has gone bad is mended from the other one.
/// Thread-bound; blocks for as long as two fsyncs take.
class MemoryFile {
  public:
    /// Reads what is there. With nothing there, or nothing that can be read, the camera is as new:
    /// a file never stops it from starting.
    /// @param folder Exists.
    explicit MemoryFile(std::string folder);

    [[nodiscard]] const CameraMemory& memory() const { return memory_; }
    /// What was wrong when it was read, for the owner; empty if nothing.
    [[nodiscard]] const std::string& trouble() const { return trouble_; }

    /// @error Exhausted, Unavailable, PermissionDenied  It could not be kept; the memory is as
    /// before.
    Result<> keep(CameraMemory memory);
    /// `device::next_erase_step`, and with it what belongs to that step. In neither file is
    /// anything left of it. @error As `keep`.
    Result<> erase_next_step();

  private:
    [[nodiscard]] Result<> write(const CameraMemory& memory);

    std::string folder_;
    CameraMemory memory_;
    std::string trouble_;
    std::uint64_t number_ = 0;  ///< Of the newest version.
};

}  // namespace porchlight::camera
