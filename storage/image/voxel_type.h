// The number formats in which files store voxels. Plain values; thread-safe.
//
// Invariant: every type has one name, used in reports and headers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace tandem {

enum class VoxelType { Int8, UInt8, Int16, UInt16, Int32, UInt32, Int64, UInt64, Float32, Float64 };

/// "int8" ... "float64".
[[nodiscard]] std::string_view nameOf(VoxelType type);

/// Calls call(std::type_identity<T>{}) with the C++ type of the voxels.
template <class Call>
decltype(auto) withTypeOf(VoxelType type, Call&& call) {
    switch (type) {
        case VoxelType::Int8:
            return call(std::type_identity<std::int8_t>{});
        case VoxelType::UInt8:
            return call(std::type_identity<std::uint8_t>{});
        case VoxelType::Int16:
            return call(std::type_identity<std::int16_t>{});
        case VoxelType::UInt16:
            return call(std::type_identity<std::uint16_t>{});
        case VoxelType::Int32:
            return call(std::type_identity<std::int32_t>{});
        case VoxelType::UInt32:
            return call(std::type_identity<std::uint32_t>{});
        case VoxelType::Int64:
            return call(std::type_identity<std::int64_t>{});
        case VoxelType::UInt64:
            return call(std::type_identity<std::uint64_t>{});
        case VoxelType::Float32:
            return call(std::type_identity<float>{});
        case VoxelType::Float64:
            return call(std::type_identity<double>{});
    }
    __builtin_unreachable();
}

/// False for a number that was read as a type and is none.
[[nodiscard]] constexpr bool isVoxelType(VoxelType type) noexcept {
    return type >= VoxelType::Int8 && type <= VoxelType::Float64;
}

/// Bytes of one voxel.
[[nodiscard]] inline std::size_t bytesOf(VoxelType type) {
    return withTypeOf(type, []<class T>(std::type_identity<T>) { return sizeof(T); });
}

}  // namespace tandem
