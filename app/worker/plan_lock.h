// Keeps two programs from writing into one folder of a plan. Held while it lives; the system takes it back from a
// process that ends in any way. Invariant: at most one holds a folder.
#pragma once

#include "core/base/descriptor.h"

#include <filesystem>

namespace tandem::worker {

class PlanLock {
public:
    /// Makes the folder. Throws Error (Conflict) while another program holds it, Error (Io) when it cannot be written.
    explicit PlanLock(const std::filesystem::path& folder);

private:
    Descriptor m_file;
};

}  // namespace tandem::worker
