// Reads uint8 arrays of a golden safetensors file: 8 bytes header length, a JSON header, raw data (little-endian).
#pragma once

#include "core/base/mapped_file.h"
#include "core/volume/volume.h"

#include <nlohmann/json.hpp>

#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {

class GoldenMasks {
public:
    explicit GoldenMasks(const std::filesystem::path& file) : m_file(file) {
        std::uint64_t length = 0;
        std::memcpy(&length, m_file.bytes().data(), sizeof(length));
        m_data = sizeof(length) + static_cast<std::size_t>(length);
        m_header = nlohmann::json::parse(
            std::string_view(reinterpret_cast<const char*>(m_file.bytes().data()) + sizeof(length), length));
    }

    /// The files vary the last of three axes fastest; a Volume the first.
    [[nodiscard]] LabelVolume mask(const std::string& name, const Vector3& spacingMm) const {
        const auto& entry = m_header.at(name);
        if (entry.at("dtype") != "U8") {
            throw std::runtime_error(name + " is not uint8");
        }
        Geometry geometry;
        geometry.size = entry.at("shape").get<Index3>();
        geometry.spacingMm = spacingMm;
        const auto bytes = m_file.bytes().subspan(m_data + entry.at("data_offsets").at(0).get<std::size_t>(),
                                                  static_cast<std::size_t>(geometry.voxelCount()));
        std::vector<std::uint8_t> voxels(bytes.size());
        std::size_t at = 0;
        for (std::int64_t x = 0; x < geometry.size[0]; ++x) {
            for (std::int64_t y = 0; y < geometry.size[1]; ++y) {
                for (std::int64_t z = 0; z < geometry.size[2]; ++z) {
                    voxels[static_cast<std::size_t>(x + geometry.size[0] * (y + geometry.size[1] * z))] =
                        static_cast<std::uint8_t>(bytes[at++]);
                }
            }
        }
        return {geometry, std::move(voxels)};
    }

private:
    MappedFile m_file;
    nlohmann::json m_header;
    std::size_t m_data = 0;
};

}  // namespace tandem
