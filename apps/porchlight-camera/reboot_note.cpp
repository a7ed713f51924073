// SPDX-License-Identifier: Apache-2.0
#include "porchlight-camera/reboot_note.hpp"

#include "base/fd.hpp"
#include "base/log.hpp"
#include "device/link_message.hpp"

#include <unistd.h>

namespace porchlight::app {

device::RebootReason take_reboot_note(const std::string& folder) {
    const std::string path = folder + "/reboot";
    const auto text = read_file(path, 4096);
    ::unlink(path.c_str());
    for (const auto reason : {device::RebootReason::FactoryReset, device::RebootReason::Update,
                              device::RebootReason::Command, device::RebootReason::Unknown}) {
        if (text && *text == device::word_of(reason)) {
            return reason;
        }
    }
    return device::RebootReason::PowerOn;
}

void keep_reboot_note(const std::string& folder, device::RebootReason reason) {
    if (const auto kept = write_file_atomically(folder + "/reboot", device::word_of(reason));
        !kept) {
        log::warning("camera", "{}", kept.error().message());
    }
}

}  // namespace porchlight::app
