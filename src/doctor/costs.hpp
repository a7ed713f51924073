// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/knowledge.hpp"

namespace porchlight::doctor {

/// What things cost, in minutes of an owner's life. One table, set before anything was measured by
/// it: what a mistake costs is a judgement and not a thing to tune.
struct Costs {
    double low_money = 15;    ///< A pair of cells, a cable.
    double high_money = 180;  ///< A new camera.
    double data_loss = 60;    ///< Settings to be made anew, clips gone.
    double lock_out = 120;    ///< It may not come back without its former owner.
    double irreversible = 240;
    /// To go there, up the ladder or to the router: part of a step's minutes, and paid once for all
    /// that is done there in one go.
    double climb = 3;
    double look = 4;  ///< To see whether a remedy has worked, before anything else is tried.
    /// Who has done much in vain does the next thing less gladly: so much of a look more for each.
    double patience = 0.6;
    double support = 240;  ///< What is left when nothing here helps.
    /// To be told "wait" or "all is well" while something is wrong: so long nothing is done.
    double false_comfort = 60;
};

/// Of doing it once.
[[nodiscard]] double cost(const Step& step, const Costs& costs = {});

}  // namespace porchlight::doctor
