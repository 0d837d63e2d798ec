#include "storage/image/voxel_intake.h"

#include "core/base/error.h"

#include <locale>
#include <sstream>

namespace tandem {
namespace {

std::string shortText(double value) {
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << value;
    return text.str();
}

}  // namespace

std::string voxelText(const Index3& size, std::int64_t index) {
    return "(" + std::to_string(index % size[0]) + ", " + std::to_string(index / size[0] % size[1]) + ", " +
           std::to_string(index / size[0] / size[1]) + ")";
}

void VoxelIntake<float>::note(double value, std::int64_t index) {
    if (m_refused == 0 || index < m_first) {
        m_first = index;
        m_firstValue = value;
    }
    ++m_refused;
}

void VoxelIntake<float>::finish() const {
    if (m_refused == 0) {
        return;
    }
    const std::string what =
        std::isfinite(m_firstValue) ? "too large for a 32-bit float" : "not finite (NaN or infinite)";
    throw Error(ErrorCode::InvalidInput, m_file.string() + " has " + std::to_string(m_refused) + " of " +
                                             std::to_string(m_size[0] * m_size[1] * m_size[2]) + " voxels that are " +
                                             what + ", the first at voxel " + voxelText(m_size, m_first) +
                                             "; replace them by numbers.");
}

std::string VoxelIntake<std::int32_t>::textOf(double value) {
    return shortText(value);
}

void VoxelIntake<std::int32_t>::refuse(const std::string& value, std::int64_t index) const {
    throw Error(ErrorCode::InvalidInput, m_file.string() + " is no label map: it has the value " + value +
                                             " at voxel " + voxelText(m_size, index) +
                                             ", where a whole number of at most 32 bits is needed.");
}

}  // namespace tandem
