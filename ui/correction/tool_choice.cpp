#include "ui/correction/tool_choice.h"

#include <algorithm>

namespace tandem {

bool isUsedOnSlices(EditTool tool) noexcept {
    switch (tool) {
        case EditTool::Brush:
        case EditTool::Eraser:
        case EditTool::GreyBrush:
        case EditTool::Fill:
        case EditTool::Polygon:
        case EditTool::Unknown:
            return true;
        default:
            return false;
    }
}

void ToolChoice::change(const std::function<void(ToolOptions& options)>& edit) {
    ToolOptions options = m_options;
    edit(options);
    options.radiusMm = std::clamp(options.radiusMm, kLeastRadiusMm, kMostRadiusMm);
    if (options != m_options) {
        m_options = options;
        Q_EMIT changed();
    }
}

void ToolChoice::setImage(double spacingMm, int classes, double greySpan) {
    constexpr double kToleranceOfSpan = 0.1;
    m_spacingMm = spacingMm;
    m_classes = classes;
    m_options.tolerance = kToleranceOfSpan * greySpan;
    if (m_options.labelClass >= classes) {
        m_options.labelClass = 1;
    }
    m_options.paintOver.set();
    Q_EMIT changed();
}

void ToolChoice::stepSize(int step) {
    constexpr double kStep = 0.1;  // of a large brush; a small one grows by voxels
    change([&](ToolOptions& options) {
        const double by = std::max(m_spacingMm / 2, kStep * options.radiusMm);
        options.radiusMm = std::max(options.radiusMm + step * by, m_spacingMm / 2);
    });
}

}  // namespace tandem
