// The tools by which a label is corrected; how each is called in a journal and in the provenance.
#pragma once

#include "core/base/choice.h"

#include <array>
#include <string_view>

namespace tandem {

enum class EditTool {
    Brush,
    Eraser,
    GreyBrush,  ///< paints only within the grey range around where the stroke began
    Fill,
    Polygon,
    FillHoles,
    RemoveIslands,
    Smooth,
    Interpolate,
    Unknown,  ///< the brush that marks voxels that must not teach
    Region    ///< a doubtful region that was resolved
};
template <>
inline constexpr std::array<std::string_view, 11> kChoiceTexts<EditTool>{
    "brush",          "eraser", "grey-brush",  "fill",    "polygon", "fill-holes",
    "remove-islands", "smooth", "interpolate", "unknown", "region"};

}  // namespace tandem
