// Settings of a plan as the command line changes them, for one start: the plan's file stays as it is.
#pragma once

#include "app/worker/options.h"
#include "core/base/error.h"
#include "core/settings/field_table.h"

#include <string>
#include <vector>

namespace tandem::worker {

/// Of the options set and device. Throws UsageError with the setting's own sentence.
template <class S>
void applySettings(S& settings, const Options& options) {
    try {
        std::vector<std::string> assignments = options.values("set");
        if (const auto device = options.value("device")) {
            assignments.push_back("device=" + *device);
        }
        setSettings(settings, assignments);
    } catch (const Error& error) {
        throw UsageError(error.what());
    }
}

/// What --help says of them.
inline constexpr const char* kSettingsHelp =
    "  --device D       auto, cpu, cuda or cuda:N, in place of the plan's\n"
    "  --set KEY=VALUE  a setting in place of the plan's; may be repeated\n";

}  // namespace tandem::worker
