// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/trial_alarm.hpp"

#include <csignal>
#include <unistd.h>

namespace porchlight::hal {

void set_trial_alarm() {
    std::signal(SIGALRM, SIG_DFL);  // an ignored one would be ignored by the next program, too
    ::alarm(static_cast<unsigned>(kTrialAlarm.count()));
}

void end_trial_alarm() {
    ::alarm(0);
}

}  // namespace porchlight::hal
