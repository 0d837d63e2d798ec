#include "storage/image/voxel_intake.h"

#include "core/base/error.h"

#include <array>
#include <charconv>

namespace tandem {
namespace {

/// The fewest digits that tell the value from every other.
std::string shortestText(double value) {
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
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

void VoxelIntake<float>::finish(std::vector<Finding>& /*findings*/) const {
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
    return shortestText(value);
}

void VoxelIntake<std::int32_t>::finish(std::vector<Finding>& findings) const {
    if (m_rounded > 0) {
        findings.push_back({FindingSeverity::Note,
                            m_file.string() + " has " + std::to_string(m_rounded) +
                                " voxels that are a hair off whole numbers, as a scale factor or resampling leaves "
                                "them; they were rounded.",
                            ""});
    }
}

void VoxelIntake<std::int32_t>::refuse(const std::string& value, std::int64_t index) const {
    throw Error(ErrorCode::InvalidInput, m_file.string() + " is no label map: it has the value " + value +
                                             " at voxel " + voxelText(m_size, index) +
                                             ", where a whole number of at most 32 bits is needed.");
}

}  // namespace tandem
