// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace porchlight::hal {

/// How long a program on trial may stay without a word. Longer than a camera's health check takes:
/// a program that still can ends its trial itself, and says why.
inline constexpr std::chrono::seconds kTrialAlarm{180};

/// Ends this process after kTrialAlarm, even when it has become another program by then: for what
/// hangs instead of dying. @source alarm(2): alarms are kept over execve; signal(7): SIGALRM ends a
/// process that does nothing about it.
void set_trial_alarm();
/// Nothing if none is set.
void end_trial_alarm();

}  // namespace porchlight::hal
