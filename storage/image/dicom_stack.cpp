#include "storage/image/dicom_stack.h"

#include "core/base/file_system.h"
#include "core/base/number_text.h"
#include "storage/image/byte_source.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <numbers>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace tandem {
namespace {

constexpr double kDirectionTolerance = 1e-3;  // of a unit vector's parts
constexpr double kGapTolerance = 0.05;        // of the usual distance of slices: positions are often rounded
constexpr double kSamePlaceMm = 1e-3;
constexpr double kTiltTolerance = 0.01;  // of the distance, 0.6 degrees

double dot(const Vector3& a, const Vector3& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

Vector3 cross(const Vector3& a, const Vector3& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

Vector3 difference(const Vector3& a, const Vector3& b) {
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}

double length(const Vector3& a) {
    return std::sqrt(dot(a, a));
}

bool areClose(const Vector3& a, const Vector3& b, double tolerance) {
    const Vector3 apart = difference(a, b);
    return std::ranges::all_of(apart, [&](double value) { return std::abs(value) <= tolerance; });
}

std::string mm(double value) {
    return significantText(value, 6) + " mm";
}

std::string fileName(const DicomSlice& slice) {
    const std::string name = slice.file.filename().string();
    return slice.frames > 1 ? "frame " + std::to_string(slice.frame + 1) + " of " + name : name;
}

/// Adds the first few sentences and how many more there are.
void addFew(const std::vector<std::string>& sentences, std::vector<std::string>& findings) {
    constexpr std::size_t kShown = 3;
    const std::size_t shown = std::min(sentences.size(), kShown);
    findings.insert(findings.end(), sentences.begin(), sentences.begin() + static_cast<std::ptrdiff_t>(shown));
    if (sentences.size() > shown) {
        findings.back() += " The same holds for " + std::to_string(sentences.size() - shown) + " more of its files.";
    }
}

std::vector<std::string> problemsOf(const std::vector<DicomSlice>& slices) {
    std::vector<std::string> problems;
    for (const DicomSlice& slice : slices) {
        if (!slice.problem.empty()) {
            problems.push_back(slice.problem);
        }
    }
    return problems;
}

/// How a slice cannot lie in one volume with the first one; nothing when it can.
std::optional<std::string> misfit(const DicomSlice& first, const DicomSlice& slice) {
    if (slice.rows != first.rows || slice.columns != first.columns) {
        return "has " + std::to_string(slice.columns) + "x" + std::to_string(slice.rows) + " pixels and " +
               fileName(first) + " has " + std::to_string(first.columns) + "x" + std::to_string(first.rows);
    }
    for (std::size_t axis = 0; axis < 2; ++axis) {
        if (std::abs(slice.spacingMm[axis] - first.spacingMm[axis]) > 1e-3 * first.spacingMm[axis]) {
            return "has pixels of " + mm(slice.spacingMm[axis]) + " and " + fileName(first) + " of " +
                   mm(first.spacingMm[axis]);
        }
    }
    if (!areClose(slice.alongRow, first.alongRow, kDirectionTolerance) ||
        !areClose(slice.alongColumn, first.alongColumn, kDirectionTolerance)) {
        return "lies in another direction than " + fileName(first);
    }
    return std::nullopt;
}

std::vector<std::string> misfitsOf(const std::vector<DicomSlice>& slices, const std::string& name) {
    std::vector<std::string> misfits;
    for (const DicomSlice& slice : slices) {
        if (const auto reason = misfit(slices.front(), slice)) {
            misfits.push_back(name + " is no single volume: " + slice.file.string() + " " + *reason + ".");
        }
    }
    return misfits;
}

/// Whether the pixels that two files end with are the same; unknown where they are packed.
bool haveSamePixels(const DicomSlice& one, const DicomSlice& other) {
    if (one.pixelBytes == 0 || one.pixelBytes != other.pixelBytes) {
        return false;
    }
    const auto pixelsOf = [](const DicomSlice& slice) {
        std::vector<std::byte> pixels(slice.pixelBytes);
        const std::uint64_t bytes = fileBytes(slice.file);
        ByteSource source(slice.file, Packing::None, bytes - std::min<std::uint64_t>(bytes, slice.pixelBytes));
        pixels.resize(source.read(pixels));
        return pixels;
    };
    return pixelsOf(one) == pixelsOf(other);
}

/// Whether a slice at the place of another is the same: a copy of its file, or exported a second time.
bool isCopy(const DicomSlice& one, const DicomSlice& other) {
    const bool isOneInstance = !one.instanceUid.empty() && one.instanceUid == other.instanceUid;
    return one.file != other.file && one.frames == 1 && other.frames == 1 &&
           (isOneInstance || haveSamePixels(one, other));
}

/// Of slices at one place that are copies, the first stays. places: of the slices, in their order.
void dropCopies(DicomStack& stack, std::vector<double>& places) {
    std::vector<DicomSlice> kept;
    std::vector<double> keptPlaces;
    for (std::size_t index = 0; index < stack.slices.size(); ++index) {
        DicomSlice& slice = stack.slices[index];
        if (!kept.empty() && places[index] - keptPlaces.back() < kSamePlaceMm && isCopy(kept.back(), slice)) {
            stack.copies.push_back(std::move(slice));
        } else {
            kept.push_back(std::move(slice));
            keptPlaces.push_back(places[index]);
        }
    }
    stack.slices = std::move(kept);
    places = std::move(keptPlaces);
}

/// Two slices at one place, missing slices or an uneven distance; nothing when the distances are even.
std::optional<std::string> gapFinding(const std::vector<DicomSlice>& slices, const std::vector<double>& places,
                                      const std::string& name) {
    std::vector<double> gaps(places.size());
    std::adjacent_difference(places.begin(), places.end(), gaps.begin());
    gaps.erase(gaps.begin());
    if (const auto same = std::ranges::find_if(gaps, [](double gap) { return gap < kSamePlaceMm; });
        same != gaps.end()) {
        const auto at = static_cast<std::size_t>(same - gaps.begin());
        const auto count = std::ranges::count_if(gaps, [](double gap) { return gap < kSamePlaceMm; });
        return name + " has slices twice at the same position (" + std::to_string(count) + ", the first " +
               fileName(slices[at]) + " and " + fileName(slices[at + 1]) + "); keep one of each, or divide the series.";
    }
    std::vector<double> sorted = gaps;
    std::ranges::nth_element(sorted, sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2));
    const double usual = sorted[sorted.size() / 2];
    const auto isOdd = [&](double gap) { return std::abs(gap - usual) > kGapTolerance * usual; };
    const auto odd = std::ranges::find_if(gaps, isOdd);
    if (odd == gaps.end()) {
        return std::nullopt;
    }
    const auto at = static_cast<std::size_t>(odd - gaps.begin());
    const std::string between = "between " + fileName(slices[at]) + " and " + fileName(slices[at + 1]);
    const double missing = std::round(*odd / usual) - 1;
    if (missing >= 1 && std::ranges::all_of(gaps, [&](double gap) {
            return std::abs(gap / usual - std::round(gap / usual)) <= kGapTolerance;
        })) {
        return name + " misses " + std::to_string(static_cast<std::int64_t>(missing)) + " of its slices " + between +
               ", where the distance is " + mm(*odd) + " instead of " + mm(usual) + "; add the missing files.";
    }
    return name + " has slices at uneven distances: " + mm(*odd) + " " + between + ", but " + mm(usual) +
           " usually; resample it to an even spacing first.";
}

/// A gantry that was tilted moves every slice sideways against the one before.
std::optional<std::string> tiltFinding(const std::vector<DicomSlice>& slices, const Vector3& normal,
                                       const std::string& name) {
    const Vector3 way = difference(slices.back().positionMm, slices.front().positionMm);
    const double along = dot(way, normal);
    const Vector3 sideways = difference(way, {along * normal[0], along * normal[1], along * normal[2]});
    const double shift = length(sideways);
    const auto strays = std::ranges::find_if(slices, [&](const DicomSlice& slice) {
        const Vector3 step = difference(slice.positionMm, slices.front().positionMm);
        const double part = dot(step, normal);
        const Vector3 off = difference(step, {part * normal[0], part * normal[1], part * normal[2]});
        return length(off) > std::max(kTiltTolerance * std::abs(along), 0.1 * slice.spacingMm[0]);
    });
    if (shift > kTiltTolerance * along) {
        const double degrees = std::atan2(shift, along) * 180 / std::numbers::pi;
        return name + " was taken with a tilted gantry (" + fixedText(degrees, 1) +
               " degrees between the slices' normal and their row); correct the tilt first.";
    }
    if (strays != slices.end()) {
        return name + " has a slice that lies beside the others (" + fileName(*strays) + ").";
    }
    return std::nullopt;
}

Geometry gridOf(const std::vector<DicomSlice>& slices, const Vector3& normal, double spacing) {
    const DicomSlice& first = slices.front();
    Geometry geometry;
    geometry.size = {first.columns, first.rows, static_cast<std::int64_t>(slices.size())};
    geometry.spacingMm = {first.spacingMm[0], first.spacingMm[1], spacing};
    geometry.originMm = first.positionMm;
    for (std::size_t row = 0; row < 3; ++row) {
        geometry.direction[row] = {first.alongRow[row], first.alongColumn[row], normal[row]};
    }
    return geometry;
}

std::string onlyOne(const DicomSlice& slice, const std::string& name) {
    return name + " has only one slice (" + slice.file.string() + "), which is no volume.";
}

void arrange(DicomStack& stack, const std::string& name) {
    const DicomSlice first = stack.slices.front();
    Vector3 normal = cross(first.alongRow, first.alongColumn);
    const double norm = length(normal);
    if (std::abs(norm - 1) > kDirectionTolerance || std::abs(length(first.alongRow) - 1) > kDirectionTolerance ||
        std::abs(length(first.alongColumn) - 1) > kDirectionTolerance) {
        stack.findings.push_back(name +
                                 " has rows and columns that are not at right angles, so its orientation is not "
                                 "usable.");
        return;
    }
    for (double& part : normal) {
        part /= norm;
    }
    const auto place = [&](const DicomSlice& slice) { return dot(slice.positionMm, normal); };
    std::ranges::stable_sort(stack.slices, {}, place);
    std::vector<double> places;
    std::ranges::transform(stack.slices, std::back_inserter(places), place);
    dropCopies(stack, places);
    if (stack.slices.size() == 1) {
        stack.findings.push_back(onlyOne(stack.slices.front(), name));
        return;
    }
    if (const auto finding = gapFinding(stack.slices, places, name)) {
        stack.findings.push_back(*finding);
    }
    if (const auto finding = tiltFinding(stack.slices, normal, name)) {
        stack.findings.push_back(*finding);
    }
    stack.geometry = gridOf(stack.slices, normal, (places.back() - places.front()) / double(places.size() - 1));
}

}  // namespace

DicomStack stacked(std::vector<DicomSlice> slices, const std::string& name) {
    DicomStack stack;
    stack.slices = std::move(slices);
    std::ranges::sort(stack.slices, {}, [](const DicomSlice& slice) { return std::pair(slice.file, slice.frame); });
    addFew(problemsOf(stack.slices), stack.findings);
    if (!stack.findings.empty()) {
        return stack;
    }
    std::set<std::string> volumes;
    std::ranges::transform(stack.slices, std::inserter(volumes, volumes.end()), &DicomSlice::stack);
    if (volumes.size() > 1) {
        stack.findings.push_back(name + " holds " + std::to_string(volumes.size()) +
                                 " stacks or points in time, each a volume of its own; export the one you need as a "
                                 "series of its own, or as NIfTI.");
        return stack;
    }
    addFew(misfitsOf(stack.slices, name), stack.findings);
    if (!stack.findings.empty()) {
        return stack;
    }
    if (stack.slices.size() == 1) {
        stack.findings.push_back(onlyOne(stack.slices.front(), name));
        return stack;
    }
    arrange(stack, name);
    return stack;
}

}  // namespace tandem
