// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace porchlight::hub {

/// What one probe saw: an answer to an observation of spec/doctor/observations, never a verdict. A
/// probe that could not be run (not permitted, nothing to ask) has no answer at all: what nobody
/// looked at is not in order.
struct ProbeAnswer {
    std::string observation;  ///< Its id: "rtsp_port".
    std::string value;        ///< The id of one of its values: "refused".
    std::string figures;  ///< What was measured, for whoever doubts it: "192.168.1.20:554 in 3 ms".
    friend bool operator==(const ProbeAnswer&, const ProbeAnswer&) = default;
};

}  // namespace porchlight::hub
