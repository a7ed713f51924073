// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace porchlight::test {

/// Another program, killed when this is destroyed. What it prints on standard output can be read.
class ChildProcess {
  public:
    /// @param command  Looked up in PATH; not a shell's.
    explicit ChildProcess(const std::vector<std::string>& command);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    ChildProcess(ChildProcess&&) = delete;
    ChildProcess& operator=(ChildProcess&&) = delete;

    /// The next line it prints, waiting for it; empty when it has ended.
    std::string read_line();
    /// Waits for its end. @return Its exit code, or -1 when a signal ended it.
    int wait();

  private:
    pid_t pid_ = -1;
    int output_ = -1;
};

}  // namespace porchlight::test
