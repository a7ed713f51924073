// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace porchlight::store {

enum class Repair : std::uint8_t { Off, On };

/// One thing that is wrong, in a sentence, and what became of it.
struct Finding {
    std::string sentence;
    bool repaired = false;
};

struct CheckReport {
    std::int64_t clips = 0;  ///< Rows looked at.
    std::int64_t files = 0;  ///< Files looked at.
    std::vector<Finding> findings;
};

/// Compares the database with the clips folder: rows whose file is missing, cut off or of another
/// size, clips that a kill left unfinished, video files and pictures that no row knows.
///
/// Repairs only what loses no video: rows are made to say what the files are; a file without a row
/// gets one if its camera is known, and else stays where it is. Blocks on files: run it on a thread
/// of its own, with no hub running.
/// @param folder The clips folder.
rt::Task<CheckReport> check_store(Store* store, std::string folder, Repair repair);

}  // namespace porchlight::store
