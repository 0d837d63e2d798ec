#include "storage/foreign/dicom_fields.h"

#include "storage/image/header_text.h"

// DCMTK wants its configuration before anything else of it.
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdatset.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcsequen.h>
#include <dcmtk/dcmdata/dcuid.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace tandem {

std::string fieldText(DcmItem& item, const DcmTagKey& tag) {
    OFString value;
    item.findAndGetOFStringArray(tag, value);
    return std::string(trimmed(std::string_view(value.c_str(), value.size())));
}

std::optional<std::vector<double>> fieldNumbers(DcmItem& item, const DcmTagKey& tag, std::optional<std::size_t> count) {
    // At once, as DCMTK looks for each of many values from the first one on.
    const char* stored = nullptr;
    Uint32 length = 0;
    const bool isText = item.findAndGetString(tag, stored, length).good() && stored != nullptr;
    std::string list = isText ? std::string(stored, length) : fieldText(item, tag);
    std::ranges::replace_if(list, [](char one) { return one == '\\' || one == '\0'; }, ' ');
    auto values = numbersIn(list);
    if (!values || (count && values->size() != *count) ||
        !std::ranges::all_of(*values, [](double value) { return std::isfinite(value); })) {
        return std::nullopt;
    }
    return values;
}

int fieldNumber(DcmItem& item, const DcmTagKey& tag, int otherwise) {
    Uint16 value = 0;
    return item.findAndGetUint16(tag, value).good() ? value : otherwise;
}

std::vector<DcmItem*> itemsOf(DcmItem& item, const DcmTagKey& tag) {
    std::vector<DcmItem*> items;
    DcmSequenceOfItems* sequence = nullptr;
    if (item.findAndGetSequence(tag, sequence).good()) {
        for (DcmObject* one = nullptr; (one = sequence->nextInContainer(one)) != nullptr;) {
            items.push_back(static_cast<DcmItem*>(one));
        }
    }
    return items;
}

bool holdsStructures(DcmDataset& dataset) {
    const std::string sopClass = fieldText(dataset, DCM_SOPClassUID);
    const std::string modality = fieldText(dataset, DCM_Modality);
    return sopClass == UID_SegmentationStorage || sopClass == UID_RTStructureSetStorage || modality == "SEG" ||
           modality == "RTSTRUCT";
}

bool isClosedContour(DcmItem& contour) {
    const std::string type = fieldText(contour, DCM_ContourGeometricType);
    return type == "CLOSED_PLANAR" || type == "CLOSEDPLANAR_XOR";
}

PlaneFields::PlaneFields(DcmDataset& dataset, DcmItem* own) : m_dataset(dataset), m_own(own) {
    dataset.findAndGetSequenceItem(DCM_SharedFunctionalGroupsSequence, m_shared, 0);
}

DcmItem* PlaneFields::group(const DcmTagKey& tag) const {
    if (m_own == nullptr) {
        return &m_dataset;
    }
    DcmItem* item = nullptr;
    const bool isThere = m_own->findAndGetSequenceItem(tag, item, 0).good() ||
                         (m_shared != nullptr && m_shared->findAndGetSequenceItem(tag, item, 0).good());
    return isThere ? item : nullptr;
}

std::optional<std::vector<double>> PlaneFields::numbersOf(const DcmTagKey& groupTag, const DcmTagKey& tag,
                                                          std::size_t count) const {
    DcmItem* const item = group(groupTag);
    return item == nullptr ? std::nullopt : fieldNumbers(*item, tag, count);
}

}  // namespace tandem
