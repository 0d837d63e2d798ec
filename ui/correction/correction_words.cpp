#include "ui/correction/correction_words.h"

#include <QDateTime>
#include <QLocale>

namespace tandem {

QKeySequence CorrectionWords::keyOf(const std::optional<EditTool>& tool) {
    if (!tool) {
        return Qt::Key_V;
    }
    switch (*tool) {
        case EditTool::Brush:
            return Qt::Key_D;
        case EditTool::Eraser:
            return Qt::Key_X;
        case EditTool::GreyBrush:
            return Qt::Key_G;
        case EditTool::Fill:
            return Qt::Key_R;
        case EditTool::Polygon:
            return Qt::Key_L;
        case EditTool::FillHoles:
            return Qt::Key_H;
        case EditTool::RemoveIslands:
            return Qt::Key_I;
        case EditTool::Smooth:
            return Qt::Key_S;
        case EditTool::Interpolate:
            return Qt::Key_T;
        case EditTool::Unknown:
            return Qt::Key_K;
        case EditTool::Region:
            break;
    }
    return {};
}

QString CorrectionWords::nameOf(const std::optional<EditTool>& tool) {
    if (!tool) {
        return tr("Crosshair");
    }
    switch (*tool) {
        case EditTool::Brush:
            return tr("Brush");
        case EditTool::Eraser:
            return tr("Eraser");
        case EditTool::GreyBrush:
            return tr("Grey-limited brush");
        case EditTool::Fill:
            return tr("Fill");
        case EditTool::Polygon:
            return tr("Polygon or lasso");
        case EditTool::FillHoles:
            return tr("Fill holes");
        case EditTool::RemoveIslands:
            return tr("Remove islands");
        case EditTool::Smooth:
            return tr("Smooth");
        case EditTool::Interpolate:
            return tr("Interpolate between slices");
        case EditTool::Unknown:
            return tr("Unknown");
        case EditTool::Region:
            return tr("Doubtful region");
    }
    return {};
}

QString CorrectionWords::explanationOf(const std::optional<EditTool>& tool) {
    if (!tool) {
        return tr("The left button places the crosshair, as it does with Ctrl while a tool is chosen.");
    }
    switch (*tool) {
        case EditTool::Brush:
            return tr("Paints the chosen class. [ and ], or Shift and the wheel, change its size.");
        case EditTool::Eraser:
            return tr("Paints background.");
        case EditTool::GreyBrush:
            return tr("Paints only where the image is about as bright as where the stroke began.");
        case EditTool::Fill:
            return tr("Fills what is connected with the voxel under the cursor and about as bright.");
        case EditTool::Polygon:
            return tr(
                "Click the corners; a double click or Enter closes it, Escape drops it.\nDragging draws a lasso.");
        case EditTool::FillHoles:
            return tr("Fills what the chosen class encloses, in the slice or in 3D.");
        case EditTool::RemoveIslands:
            return tr(
                "Counts the small pieces of the chosen class, in the slice or in 3D, and removes them if you wish.");
        case EditTool::Smooth:
            return tr("Smooths the edge of the chosen class, in the slice or in 3D.");
        case EditTool::Interpolate:
            return tr("Fills in the chosen class between the slices of the plane in use that were painted or marked.");
        case EditTool::Unknown:
            return tr("Marks voxels of which nobody says what they are; they teach nothing.");
        case EditTool::Region:
            break;
    }
    return {};
}

QString CorrectionWords::purposeOf(const std::optional<EditTool>& tool) {
    return tr("%1 (key %2)\n%3", "tool, key, explanation")
        .arg(nameOf(tool), keyOf(tool).toString(QKeySequence::NativeText), explanationOf(tool));
}

QString CorrectionWords::iconOf(const std::optional<EditTool>& tool) {
    return tool ? "tool-" + QString::fromUtf8(tandem::nameOf(*tool).data(),
                                              static_cast<qsizetype>(tandem::nameOf(*tool).size()))
                : QStringLiteral("inspect");
}

QString CorrectionWords::originOf(const CorrectionStart& start) {
    switch (start.origin) {
        case CorrectionOrigin::Prediction:
            return tr("the prediction of run %1").arg(start.runId);
        case CorrectionOrigin::Label:
            return tr("the case's label");
        case CorrectionOrigin::Empty:
            return tr("an empty label");
    }
    return {};
}

QString CorrectionWords::accountOf(const WaitingCorrection& waiting) {
    const QDateTime workedOn = QDateTime::fromSecsSinceEpoch(waiting.workedOn.time_since_epoch().count());
    return tr("It was begun from %1 and last worked on %2.", "begun from, date and time")
        .arg(originOf(waiting.start), QLocale().toString(workedOn, QLocale::ShortFormat));
}

QString CorrectionWords::answerOf(RegionAnswer answer) {
    switch (answer) {
        case RegionAnswer::DecoderA:
            return tr("as A");
        case RegionAnswer::DecoderB:
            return tr("as B");
        case RegionAnswer::Mean:
            return tr("as the mean");
        case RegionAnswer::Class:
            return tr("class");
        case RegionAnswer::Unknown:
            return tr("unknown");
        case RegionAnswer::AsItIs:
            return tr("right as it is");
    }
    return {};
}

}  // namespace tandem
