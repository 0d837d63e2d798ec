#include "storage/foreign/contour_decoding.h"

#include "core/base/error.h"
#include "core/volume/contour_fill.h"
#include "storage/foreign/dicom_fields.h"
#include "storage/image/header_text.h"

// DCMTK wants its configuration before anything else of it.
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcfilefo.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace tandem {
namespace {

/// Of the distance of slices: how uneven a contour may be, and how far those of one slice may be apart, as points are
/// often rounded.
constexpr double kPlaneTolerance = 0.1;
/// How near to the middle between two slices a contour belongs to neither.
constexpr double kMiddleTolerance = 0.01;

struct Contour {
    double place = 0;  ///< along the slices, in their distances
    std::vector<PlanePoint> points;
};

/// What cannot be drawn.
struct Strays {
    std::int64_t all = 0;  ///< contours, those that can be drawn too
    std::int64_t across = 0;
    std::int64_t between = 0;
    std::int64_t beside = 0;

    void refuse(const std::filesystem::path& file) const {
        std::string which;
        const auto tell = [&](std::int64_t count, const char* what) {
            if (count > 0) {
                which += (which.empty() ? "" : ", ") + std::to_string(count) + " " + what;
            }
        };
        tell(across, "not in the plane of the slices");
        tell(between, "between two slices");
        tell(beside, "beyond the slices");
        if (!which.empty()) {
            throw Error(ErrorCode::InvalidInput, file.string() +
                                                     " has contours that do not lie on the slices of the "
                                                     "series: of " +
                                                     std::to_string(all) + " there are " + which + ".");
        }
    }
};

class StructureDrawing {
public:
    StructureDrawing(const std::filesystem::path& file, const StructureOrder& order)
        : m_file(file), m_grid(order.grid), m_fill(order.grid.size[0], order.grid.size[1]) {
        for (std::size_t at = 0; at < order.classes.size(); ++at) {
            for (const std::int32_t number : order.classes[at]) {
                m_rankOf.insert_or_assign(number, static_cast<std::int32_t>(at) + 1);
            }
        }
    }

    void read(DcmDataset& dataset) {
        for (DcmItem* const roi : itemsOf(dataset, DCM_ROIContourSequence)) {
            const auto number = wholeNumberIn(fieldText(*roi, DCM_ReferencedROINumber));
            if (!number || !m_rankOf.contains(*number)) {
                continue;
            }
            for (DcmItem* const contour : itemsOf(*roi, DCM_ContourSequence)) {
                if (isClosedContour(*contour)) {
                    take(*contour, m_slices[*number]);
                }
            }
        }
        m_strays.refuse(m_file);
    }

    void draw(ClassPainter& painter) {
        const std::size_t pixels = m_fill.pixels().size();
        for (const auto& [number, slices] : m_slices) {
            for (const auto& [slice, contours] : slices) {
                m_fill.clear();
                for (const Contour& contour : contours) {
                    m_fill.add(contour.points);
                }
                for (std::size_t at = 0; at < pixels; ++at) {
                    if (m_fill.pixels()[at] != 0) {
                        painter.paint(static_cast<std::size_t>(slice) * pixels + at, m_rankOf.at(number));
                    }
                }
            }
        }
    }

private:
    using Slices = std::map<std::int64_t, std::vector<Contour>>;

    void take(DcmItem& item, Slices& slices) {
        const auto numbers = fieldNumbers(item, DCM_ContourData);
        if (!numbers || numbers->size() % 3 != 0) {
            throw Error(ErrorCode::InvalidInput,
                        m_file.string() + " is damaged: one of its contours has points that are none.");
        }
        if (numbers->empty()) {
            return;
        }
        ++m_strays.all;
        Contour contour;
        double lowest = 0, highest = 0;
        for (std::size_t at = 0; at < numbers->size(); at += 3) {
            const Vector3 point = m_grid.indexOf({(*numbers)[at], (*numbers)[at + 1], (*numbers)[at + 2]});
            constexpr double kFarthest = 1e6;
            if (!std::ranges::all_of(point, [](double value) { return std::abs(value) < kFarthest; })) {
                ++m_strays.beside;
                return;
            }
            contour.points.push_back({point[0], point[1]});
            lowest = at == 0 ? point[2] : std::min(lowest, point[2]);
            highest = at == 0 ? point[2] : std::max(highest, point[2]);
        }
        contour.place = (lowest + highest) / 2;
        const double slice = std::round(contour.place);
        if (highest - lowest > kPlaneTolerance) {
            ++m_strays.across;
        } else if (!(slice >= 0 && slice < static_cast<double>(m_grid.size[2]))) {
            ++m_strays.beside;
        } else {
            add(std::move(contour), slices[static_cast<std::int64_t>(slice)], slice);
        }
    }

    /// Contours of other planes than the first one's would make holes in it.
    void add(Contour contour, std::vector<Contour>& known, double slice) {
        const bool isInTheMiddle = std::abs(contour.place - slice) > 0.5 - kMiddleTolerance;
        if (isInTheMiddle || (!known.empty() && std::abs(contour.place - known.front().place) > kPlaneTolerance)) {
            ++m_strays.between;
        } else {
            known.push_back(std::move(contour));
        }
    }

    const std::filesystem::path& m_file;
    const Geometry& m_grid;
    ContourFill m_fill;
    std::map<std::int64_t, std::int32_t> m_rankOf;  ///< by the structure's number
    std::map<std::int64_t, Slices> m_slices;        ///< likewise
    Strays m_strays;
};

}  // namespace

std::vector<RankPair> decodeContours(const std::filesystem::path& file, const StructureOrder& order,
                                     const VoxelRoom& room) {
    const std::span<std::int32_t> voxels = room(order.grid.voxelCount(), 0);
    DcmFileFormat format;
    if (const OFCondition status = format.loadFile(OFFilename(file.c_str())); status.bad()) {
        throw Error(ErrorCode::InvalidInput, file.string() + " is damaged or truncated.", status.text());
    }
    StructureDrawing drawing(file, order);
    drawing.read(*format.getDataset());
    ClassPainter painter(voxels);
    drawing.draw(painter);
    return {painter.pairs().begin(), painter.pairs().end()};
}

}  // namespace tandem
