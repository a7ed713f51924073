// SPDX-License-Identifier: Apache-2.0
#include "doctor/costs.hpp"

namespace porchlight::doctor {

namespace {

double of_money(Money money, const Costs& costs) {
    switch (money) {
        case Money::None:
            return 0;
        case Money::Low:
            return costs.low_money;
        case Money::High:
            return costs.high_money;
    }
    return 0;
}

double of_risk(Risk risk, const Costs& costs) {
    switch (risk) {
        case Risk::None:
            return 0;
        case Risk::DataLoss:
            return costs.data_loss;
        case Risk::LockOut:
            return costs.lock_out;
        case Risk::Irreversible:
            return costs.irreversible;
    }
    return 0;
}

}  // namespace

double cost(const Step& step, const Costs& costs) {
    return step.minutes + of_money(step.money, costs) + of_risk(step.risk, costs);
}

}  // namespace porchlight::doctor
