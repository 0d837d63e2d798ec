// A folder of small phantoms to import, and an empty project beside it.
#pragma once

#include "core/phantom/phantom.h"
#include "core/study/label_scheme.h"
#include "storage/db/project.h"
#include "storage/image/image_writer.h"
#include "storage/import/import_job.h"
#include "storage/import/import_plan.h"

#include <QTemporaryDir>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tandem {

class PhantomFiles {
public:
    explicit PhantomFiles(const std::vector<std::string>& classNames = {"background", "atrium"})
        : m_project(Project::create(projectFolder(), "Phantoms", LabelScheme::fromNames(classNames))) {}

    [[nodiscard]] std::filesystem::path parent() const { return m_temporary.path().toStdString(); }
    [[nodiscard]] std::filesystem::path projectFolder() const { return parent() / "phantoms.tandem"; }
    [[nodiscard]] std::filesystem::path volumes() const { return parent() / "volumes"; }
    [[nodiscard]] Project& project() { return m_project; }

    /// phantom_N, whose label has labelValue for the atrium; without a label when that is 0.
    void write(int number, std::int32_t labelValue = 1) const {
        PhantomSettings settings;
        settings.size = {32, 32, 24};
        const PhantomCase made = generatePhantom(settings, static_cast<std::uint64_t>(number));
        const std::string file = "phantom_" + std::to_string(number) + ".nii.gz";
        std::filesystem::create_directories(volumes() / "imagesTr");
        std::filesystem::create_directories(volumes() / "labelsTr");
        writeImage(made.image, volumes() / "imagesTr" / file);
        if (labelValue != 0) {
            std::vector<std::int32_t> voxels;
            for (const std::uint8_t voxel : made.label.voxels()) {
                voxels.push_back(voxel == 0 ? 0 : labelValue);
            }
            writeLabel(RawLabelVolume(made.label.geometry(), std::move(voxels)), volumes() / "labelsTr" / file);
        }
    }
    /// The first `labelled` of them with a label.
    void writeAll(int count, int labelled) const {
        for (int number = 1; number <= count; ++number) {
            write(number, number <= labelled ? 1 : 0);
        }
    }
    void importAll() {
        const ImportOptions options;
        runImport(m_project, planImport({volumes()}, options), options, {}, {});
    }

private:
    QTemporaryDir m_temporary;
    Project m_project;
};

}  // namespace tandem
