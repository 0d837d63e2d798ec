#include "storage/import/class_files.h"

#include "core/base/error.h"
#include "core/base/list_text.h"
#include "storage/image/image_reader.h"
#include "storage/import/file_names.h"
#include "storage/import/label_placement.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace tandem {
namespace {

class Merging {
public:
    Merging(const LabelScheme& scheme, const ImportOptions& options, const Geometry& grid, const std::stop_token& stop)
        : m_scheme(scheme),
          m_options(options),
          m_grid(grid),
          m_stop(stop),
          m_classes(options.structures, scheme),
          m_merged(static_cast<std::size_t>(grid.voxelCount()), 0),
          m_painter(m_merged) {}

    void addMask(const ClassFile& file) {
        RawLabelVolume mask = readLabel(file.file.path, {.seriesUid = file.file.seriesUid}, m_stop);
        const std::string name = "the mask " + file.file.path.filename().string();
        const std::int32_t rank = rankOf(file);
        paint(placed(std::move(mask), name, false), [&](std::int32_t voxel) { return voxel == 0 ? 0 : rank; });
    }

    /// files: of one object.
    void addObject(std::span<const ClassFile> files) {
        const std::filesystem::path& path = files.front().file.path;
        const DicomStructureSet set = readStructureSets({path}, m_stop).front();
        std::map<std::int32_t, std::vector<std::int32_t>> numbersOf;  // by rank
        for (const ClassFile& file : files) {
            numbersOf[rankOf(file)].push_back(file.number);
        }
        std::vector<std::int32_t> ranks;
        std::vector<std::vector<std::int32_t>> numbers;
        for (const auto& [rank, ofRank] : numbersOf) {
            ranks.push_back(rank);
            numbers.push_back(ofRank);
        }
        StructureLabel read = readStructures(set, numbers, m_grid, m_stop);
        for (const RankPair& pair : read.overlaps) {
            m_painter.note(
                {ranks[static_cast<std::size_t>(pair[0]) - 1], ranks[static_cast<std::size_t>(pair[1]) - 1]});
        }
        paint(placed(std::move(read.label), "the segmentation " + nameInFolder(path), true), [&](std::int32_t voxel) {
            const std::int32_t at = voxel & ~ClassPainter::kShared;
            return at == 0 ? 0 : ranks[static_cast<std::size_t>(at) - 1] | (voxel & ClassPainter::kShared);
        });
        tellOrigin(set, files);
    }

    [[nodiscard]] MergedLabel finish() {
        std::int64_t overlaps = 0;
        for (std::int32_t& voxel : m_merged) {
            overlaps += (voxel & ClassPainter::kShared) != 0 ? 1 : 0;
            voxel = m_scheme.classes[classAt(voxel & ~ClassPainter::kShared)].fileValue;
        }
        if (overlaps > 0 && !m_painter.pairs().empty()) {
            tellOverlaps(overlaps);
        }
        return {RawLabelVolume(m_grid, std::move(m_merged)), std::move(m_findings)};
    }

private:
    [[nodiscard]] std::int32_t rankOf(const ClassFile& file) const {
        const auto& order = m_classes.order();
        return static_cast<std::int32_t>(std::ranges::find(order, *m_classes.classOf(file.name)) - order.begin()) + 1;
    }
    /// The index in the scheme; 0 is the background.
    [[nodiscard]] std::size_t classAt(std::int32_t rank) const {
        return rank == 0 ? 0 : m_classes.order()[static_cast<std::size_t>(rank) - 1];
    }

    /// isSparse: it may cover a part of the image alone, which is nothing to tell.
    [[nodiscard]] RawLabelVolume placed(RawLabelVolume label, const std::string& name, bool isSparse) {
        PlacedLabel result = placedOnImage(m_grid, label, name, m_options.resamplesLabels);
        if (!result.label) {
            throw Error(ErrorCode::InvalidInput, result.finding->sentence + " " + result.finding->fix);
        }
        if (result.finding && (!isSparse || result.finding->severity != FindingSeverity::Note)) {
            m_findings.push_back(*std::move(result.finding));
        }
        return *std::move(result.label);
    }

    template <class Rank>
    void paint(const RawLabelVolume& label, const Rank& rankOf) {
        const auto voxels = label.voxels();
        for (std::size_t i = 0; i < voxels.size(); ++i) {
            if (const std::int32_t rank = rankOf(voxels[i]); rank != 0) {
                m_painter.paint(i, rank);
            }
        }
    }

    void tellOrigin(const DicomStructureSet& set, std::span<const ClassFile> files) {
        std::vector<std::string> names;
        std::ranges::transform(files, std::back_inserter(names), &ClassFile::name);
        const bool isContours = set.kind == StructureKind::Contours;
        m_findings.push_back({FindingSeverity::Note,
                              std::string("the label is ") +
                                  (isContours ? "filled from contours" : "made of the segments") + " of " +
                                  nameInFolder(set.file) + ": " + listText(names) +
                                  (set.isFractional ? "; of its fractions those of half a voxel and more count." : "."),
                              ""});
    }

    void tellOverlaps(std::int64_t voxels) {
        const auto nameAt = [this](std::int32_t rank) { return m_scheme.classes[classAt(rank)].name; };
        const auto& [lower, higher] = *m_painter.pairs().begin();
        m_findings.push_back(
            {FindingSeverity::Warning,
             std::to_string(voxels) + (voxels == 1 ? " voxel belongs" : " voxels belong") +
                 " to several classes, such as " + nameAt(lower) + " and " + nameAt(higher) + ", of which " +
                 nameAt(higher) + " counts.",
             "Check that this is meant; else say in the preview, or by --priority, which classes go before the "
             "others."});
    }

    const LabelScheme& m_scheme;
    const ImportOptions& m_options;
    const Geometry& m_grid;
    const std::stop_token& m_stop;
    StructureClasses m_classes;
    std::vector<std::int32_t> m_merged;  ///< ranks, while it is painted
    ClassPainter m_painter;
    std::vector<Finding> m_findings;
};

}  // namespace

std::vector<ClassFile> filesOfClasses(const std::vector<ClassFile>& files, const LabelScheme& scheme,
                                      const StructureChoices& choices) {
    const StructureClasses classes(choices, scheme);
    std::vector<ClassFile> known;
    std::ranges::copy_if(files, std::back_inserter(known),
                         [&](const ClassFile& file) { return classes.classOf(file.name).has_value(); });
    return known;
}

MergedLabel mergeClassFiles(const std::vector<ClassFile>& files, const LabelScheme& scheme,
                            const ImportOptions& options, const Geometry& grid, const std::stop_token& stop) {
    Merging merging(scheme, options, grid, stop);
    const std::vector<ClassFile> known = filesOfClasses(files, scheme, options.structures);
    for (auto first = known.begin(); first != known.end();) {
        const auto end = std::find_if(first + 1, known.end(), [&](const ClassFile& other) {
            return !first->ofObject || other.file != first->file;
        });
        if (first->ofObject) {
            merging.addObject({first, end});
        } else {
            merging.addMask(*first);
        }
        first = end;
    }
    return merging.finish();
}

}  // namespace tandem
