// Which class a voxel value of a label file means, where it is not what the project's label scheme says.
//
// Thread-safe. Invariant: several values may mean one class, or that nobody knows the class.
#pragma once

#include "core/study/label_scheme.h"
#include "core/volume/volume.h"

#include <cstdint>
#include <map>
#include <string>

namespace tandem {

/// Voxel value of the file -> class index of the scheme, or kUnknownClass.
using LabelValueMap = std::map<std::int32_t, std::int32_t>;

/// The label with the scheme's own values in place of the mapped ones, that for unknown voxels among them; values that
/// are not in the map stay as they are. Shares the voxels when the map is empty. Throws Error (InvalidInput) when the
/// map names a class that the scheme does not have.
[[nodiscard]] RawLabelVolume withSchemeValues(const RawLabelVolume& label, const LabelValueMap& classOfValue,
                                              const LabelScheme& scheme);

/// The class that a voxel value means, kUnknownClass where the map says so, or -1 when neither map nor scheme knows it.
[[nodiscard]] int classOfFileValue(std::int32_t value, const LabelValueMap& classOfValue, const LabelScheme& scheme);

/// "0=0,200=1,255=unknown": as it is written on the command line and in the database; empty for an empty map.
[[nodiscard]] std::string textOf(const LabelValueMap& classOfValue);
/// Throws Error (InvalidInput) naming the part that cannot be read.
[[nodiscard]] LabelValueMap parseLabelValues(const std::string& text);

/// Throws Error (InvalidInput) when the map names a class that the scheme does not have.
void requireClassesOf(const LabelScheme& scheme, const LabelValueMap& classOfValue);

}  // namespace tandem
