// SPDX-License-Identifier: Apache-2.0
#include "camera/energy_file.hpp"

#include "base/fd.hpp"

namespace porchlight::camera {

namespace {

constexpr std::size_t kLongest = 4096;

std::string path_in(const std::string& folder) {
    return folder + "/energy";
}

}  // namespace

EnergyLedger read_ledger(const std::string& folder, const EnergyRates& rates) {
    const auto text = read_file(path_in(folder), kLongest);
    const auto ledger = text ? parse_ledger(*text, rates) : std::nullopt;
    return ledger.value_or(EnergyLedger(rates));
}

Result<> keep_ledger(const std::string& folder, const EnergyLedger& ledger) {
    return write_file_atomically(path_in(folder), to_text(ledger));
}

}  // namespace porchlight::camera
