// A temporary folder with files and small volumes to import.
#pragma once

#include "core/volume/volume.h"
#include "storage/image/image_writer.h"

#include <QTemporaryDir>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

namespace tandem {

/// 1 in the voxels from first to last.
inline std::function<std::int32_t(std::size_t)> between(std::size_t first, std::size_t last) {
    return [=](std::size_t i) { return i >= first && i < last ? 1 : 0; };
}

class SampleFiles {
public:
    [[nodiscard]] std::filesystem::path path(const std::string& name = {}) const {
        const std::filesystem::path root = std::filesystem::path(m_folder.path().toStdString()) / "root";
        return name.empty() ? root : root / name;
    }

    void write(const std::string& name, const std::string& content) const {
        std::filesystem::create_directories(path(name).parent_path());
        std::ofstream(path(name), std::ios::binary) << content;
    }

    /// An image of 16x16x16 voxels whose values depend on the seed.
    void image(const std::string& name, int seed, const Geometry& geometry = smallGrid()) const {
        std::vector<float> voxels(static_cast<std::size_t>(geometry.voxelCount()));
        for (std::size_t i = 0; i < voxels.size(); ++i) {
            voxels[i] = static_cast<float>((i * 7 + static_cast<std::size_t>(seed) * 13) % 101);
        }
        std::filesystem::create_directories(path(name).parent_path());
        writeImage(ImageVolume(geometry, std::move(voxels)), path(name));
    }

    /// A label map whose voxel i has the value valueOf(i).
    void label(const std::string& name, const std::function<std::int32_t(std::size_t)>& valueOf,
               const Geometry& geometry = smallGrid()) const {
        std::vector<std::int32_t> voxels(static_cast<std::size_t>(geometry.voxelCount()));
        for (std::size_t i = 0; i < voxels.size(); ++i) {
            voxels[i] = valueOf(i);
        }
        std::filesystem::create_directories(path(name).parent_path());
        writeLabel(RawLabelVolume(geometry, std::move(voxels)), path(name));
    }
    void label(const std::string& name) const {
        label(name, [](std::size_t i) { return i < 100 ? 1 : 0; });
    }

    [[nodiscard]] static Geometry smallGrid() { return {{16, 16, 16}, {1, 1, 2}, {-3, 4, 5}, kIdentity3}; }

private:
    QTemporaryDir m_folder;
};

}  // namespace tandem
