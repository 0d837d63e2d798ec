#include "storage/image/usable_grid.h"

#include "core/base/error.h"

namespace tandem {

void requireUsableGrid(const Geometry& geometry, const std::filesystem::path& file) {
    try {
        geometry.check();
    } catch (const Error& error) {
        throw Error(error.code(), file.string() + " cannot be used: " + error.what());
    }
}

}  // namespace tandem
