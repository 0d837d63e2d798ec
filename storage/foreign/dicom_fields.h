// Fields of DICOM data sets as plain values.
//
// Thread-safe after makeLibrariesReady(). Invariant: what is not there, or not as the standard has it, is absent and
// never an exception.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

class DcmDataset;
class DcmItem;
class DcmTagKey;

namespace tandem {

/// Trimmed, with backslashes between several values; empty where there is none.
[[nodiscard]] std::string fieldText(DcmItem& item, const DcmTagKey& tag);

/// Nothing unless all are finite numbers, and as many as asked for.
[[nodiscard]] std::optional<std::vector<double>> fieldNumbers(DcmItem& item, const DcmTagKey& tag,
                                                              std::optional<std::size_t> count = {});
[[nodiscard]] int fieldNumber(DcmItem& item, const DcmTagKey& tag, int otherwise);

/// Those of a sequence; none where there is no such sequence.
[[nodiscard]] std::vector<DcmItem*> itemsOf(DcmItem& item, const DcmTagKey& tag);

/// Whether the object says where structures are in images: a segmentation (SEG) or a structure set (RTSTRUCT).
[[nodiscard]] bool holdsStructures(DcmDataset& dataset);

/// Of a structure set: whether the contour encloses a part of a plane.
[[nodiscard]] bool isClosedContour(DcmItem& contour);

/// What a plane says of itself, for all planes of a file or, in an enhanced one, in groups of its own and shared ones.
class PlaneFields {
public:
    explicit PlaneFields(DcmDataset& dataset) : m_dataset(dataset) {}
    PlaneFields(DcmDataset& dataset, DcmItem* own);

    /// The item that holds the fields of a group; the data set where there are no groups, nullptr where none has it.
    [[nodiscard]] DcmItem* group(const DcmTagKey& tag) const;
    [[nodiscard]] std::optional<std::vector<double>> numbersOf(const DcmTagKey& groupTag, const DcmTagKey& tag,
                                                               std::size_t count) const;

private:
    DcmDataset& m_dataset;
    DcmItem* m_own = nullptr;
    DcmItem* m_shared = nullptr;
};

}  // namespace tandem
