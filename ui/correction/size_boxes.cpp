#include "ui/correction/size_boxes.h"

#include "ui/correction/tool_choice.h"
#include "ui/theme/translated.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

namespace tandem {
namespace {

enum Unit { Millimetres, Voxels };

QDoubleSpinBox* makeBox(const char* name, double least, double most, double step, int decimals, QWidget* parent) {
    auto* const box = new QDoubleSpinBox(parent);
    box->setObjectName(name);
    box->setRange(least, most);
    box->setSingleStep(step);
    box->setDecimals(decimals);
    box->setKeyboardTracking(false);
    box->setFocusPolicy(Qt::ClickFocus);
    return box;
}

QLabel* labelOf(QWidget* box, QHBoxLayout& row) {
    auto* const label = new QLabel(box->parentWidget());
    label->setBuddy(box);
    row.addWidget(label);
    row.addWidget(box);
    return label;
}

template <class Box, class Value>
void showValue(Box& box, Value value) {
    const QSignalBlocker quiet(&box);
    box.setValue(value);
}

}  // namespace

SliceToolBoxes::SliceToolBoxes(ToolChoice& tools, QWidget* parent) : QWidget(parent), m_tools(tools) {
    build();
    connectBoxes();
    connect(&tools, &ToolChoice::changed, this, &SliceToolBoxes::showChoice);
    keepTranslated(*this, [this] { retranslate(); });
}

void SliceToolBoxes::build() {
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins({});
    m_size = makeBox("brushSize", 2 * ToolChoice::kLeastRadiusMm, 2 * ToolChoice::kMostRadiusMm, 1, 1, this);
    m_sizeLabel = labelOf(m_size, *row);
    m_unit = new QComboBox(this);
    m_unit->setObjectName("brushUnit");
    m_unit->addItems({QString(), QString()});
    m_shape = new QComboBox(this);
    m_shape->setObjectName("brushShape");
    m_shape->addItems({QString(), QString()});
    for (QComboBox* const box : {m_unit, m_shape}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        row->addWidget(box);
    }
    constexpr double kMostTolerance = 1e6;
    m_tolerance = makeBox("greyTolerance", 0, kMostTolerance, 1, 2, this);
    m_tolerance->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_toleranceLabel = labelOf(m_tolerance, *row);
    constexpr double kMostReachMm = 300;
    m_reach = makeBox("fillReach", 1, kMostReachMm, 5, 0, this);
    m_reachLabel = labelOf(m_reach, *row);
    row->addStretch();
}

void SliceToolBoxes::connectBoxes() {
    connect(m_size, &QDoubleSpinBox::valueChanged, this, [this](double size) {
        m_tools.change([this, size](ToolOptions& options) {
            options.radiusMm = size / 2 * (options.isInVoxels ? m_tools.spacingMm() : 1);
        });
    });
    connect(m_unit, &QComboBox::activated, this, [this](int unit) {
        m_tools.change([unit](ToolOptions& options) { options.isInVoxels = unit == Voxels; });
    });
    connect(m_shape, &QComboBox::activated, this, [this](int shape) {
        m_tools.change([shape](ToolOptions& options) { options.shape = static_cast<BrushShape>(shape); });
    });
    connect(m_tolerance, &QDoubleSpinBox::valueChanged, this, [this](double tolerance) {
        m_tools.change([tolerance](ToolOptions& options) { options.tolerance = tolerance; });
    });
    connect(m_reach, &QDoubleSpinBox::valueChanged, this,
            [this](double reach) { m_tools.change([reach](ToolOptions& options) { options.reachMm = reach; }); });
}

void SliceToolBoxes::showChoice() {
    const ToolOptions& options = m_tools.options();
    const auto isOneOf = [&options](std::initializer_list<EditTool> tools) {
        return options.tool && std::ranges::find(tools, *options.tool) != tools.end();
    };
    const bool isBrush = isOneOf({EditTool::Brush, EditTool::Eraser, EditTool::GreyBrush, EditTool::Unknown});
    for (QWidget* const one : std::initializer_list<QWidget*>{m_sizeLabel, m_size, m_unit, m_shape}) {
        one->setVisible(isBrush);
    }
    for (QWidget* const one : std::initializer_list<QWidget*>{m_toleranceLabel, m_tolerance}) {
        one->setVisible(isOneOf({EditTool::GreyBrush, EditTool::Fill}));
    }
    m_reachLabel->setVisible(isOneOf({EditTool::Fill}));
    m_reach->setVisible(isOneOf({EditTool::Fill}));
    showValue(*m_size, 2 * options.radiusMm / (options.isInVoxels ? m_tools.spacingMm() : 1));
    m_unit->setCurrentIndex(options.isInVoxels ? Voxels : Millimetres);
    m_shape->setCurrentIndex(static_cast<int>(options.shape));
    showValue(*m_tolerance, options.tolerance);
    showValue(*m_reach, options.reachMm);
}

void SliceToolBoxes::retranslate() {
    m_sizeLabel->setText(tr("Size"));
    m_size->setToolTip(tr("Across the brush; keys [ and ], or Shift and the wheel over a slice"));
    m_unit->setItemText(Millimetres, tr("mm"));
    m_unit->setItemText(Voxels, tr("voxels", "unit of a size"));
    m_unit->setAccessibleName(tr("Unit of the size"));
    m_unit->setToolTip(tr("Voxels along the finest axis of the image"));
    m_shape->setItemText(static_cast<int>(BrushShape::Disc), tr("disc"));
    m_shape->setItemText(static_cast<int>(BrushShape::Ball), tr("ball"));
    m_shape->setAccessibleName(tr("Form of the brush"));
    m_shape->setToolTip(tr("A disc paints the slice, a ball also those beside it"));
    m_toleranceLabel->setText(tr("Grey ±"));
    m_tolerance->setToolTip(tr("How far grey values may be from that under the cursor, in the image's unit"));
    m_reachLabel->setText(tr("Within, mm"));
    m_reach->setToolTip(tr("How far from the cursor a fill may go"));
    showChoice();
}

CleanUpBoxes::CleanUpBoxes(ToolChoice& tools, QWidget* parent) : QWidget(parent), m_tools(tools) {
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins({});
    m_leastVoxels = new QSpinBox(this);
    m_leastVoxels->setObjectName("leastVoxels");
    constexpr int kMostVoxels = 10'000'000;
    m_leastVoxels->setRange(2, kMostVoxels);
    m_leastVoxels->setKeyboardTracking(false);
    m_leastVoxels->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_leastVoxels->setFocusPolicy(Qt::ClickFocus);
    m_islandLabel = labelOf(m_leastVoxels, *row);
    constexpr double kMostSigmaMm = 20;
    m_sigma = makeBox("smoothSigma", 0.1, kMostSigmaMm, 0.5, 1, this);
    m_sigmaLabel = labelOf(m_sigma, *row);
    m_isIn3d = new QCheckBox(this);
    m_isIn3d->setObjectName("in3d");
    row->addWidget(m_isIn3d);
    connect(m_isIn3d, &QCheckBox::toggled, this,
            [this](bool isIn3d) { m_tools.change([isIn3d](ToolOptions& options) { options.isIn3d = isIn3d; }); });
    connect(m_leastVoxels, &QSpinBox::valueChanged, this,
            [this](int least) { m_tools.change([least](ToolOptions& options) { options.leastVoxels = least; }); });
    connect(m_sigma, &QDoubleSpinBox::valueChanged, this,
            [this](double sigma) { m_tools.change([sigma](ToolOptions& options) { options.sigmaMm = sigma; }); });
    connect(&tools, &ToolChoice::changed, this, &CleanUpBoxes::showChoice);
    keepTranslated(*this, [this] { retranslate(); });
}

void CleanUpBoxes::showChoice() {
    const ToolOptions& options = m_tools.options();
    const QSignalBlocker quiet(m_isIn3d);
    m_isIn3d->setChecked(options.isIn3d);
    showValue(*m_leastVoxels, static_cast<int>(options.leastVoxels));
    showValue(*m_sigma, options.sigmaMm);
}

void CleanUpBoxes::retranslate() {
    m_islandLabel->setText(tr("Islands under"));
    m_leastVoxels->setToolTip(tr("Pieces of fewer voxels are islands; the largest piece always stays"));
    m_sigmaLabel->setText(tr("Smooth, mm"));
    m_sigma->setToolTip(tr("Standard deviation of the Gaussian that smooths"));
    m_isIn3d->setText(tr("in 3D"));
    m_isIn3d->setToolTip(tr("Fill, holes, islands and smoothing go beyond the slice"));
    showChoice();
}

}  // namespace tandem
