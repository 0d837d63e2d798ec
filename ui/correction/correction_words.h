// What the window calls the tools of a correction, their keys, and what a correction was begun from.
//
// Plain functions for the GUI thread. The keys are chosen so that none means two things: A, B, M, U and Enter answer
// the region at hand, so tools have other letters; digits choose the class to paint, but answer a region while one is
// at hand; layers have no keys meanwhile.
#pragma once

#include "core/correction/edit_tool.h"
#include "storage/correction/correction_work.h"

#include <QCoreApplication>
#include <QKeySequence>
#include <QString>
#include <optional>

namespace tandem {

class CorrectionWords {
    Q_DECLARE_TR_FUNCTIONS(tandem::CorrectionWords)

public:
    /// Without a tool: that of the crosshair.
    [[nodiscard]] static QKeySequence keyOf(const std::optional<EditTool>& tool);
    [[nodiscard]] static QString nameOf(const std::optional<EditTool>& tool);
    /// What it does, for a tooltip, with its key.
    [[nodiscard]] static QString purposeOf(const std::optional<EditTool>& tool);
    /// Of a file in resources/icons.
    [[nodiscard]] static QString iconOf(const std::optional<EditTool>& tool);

    /// "the prediction of run 3"
    [[nodiscard]] static QString originOf(const CorrectionStart& start);
    /// "It was begun from the prediction of run 3 and last worked on 11/27/26, 6:40 PM."
    [[nodiscard]] static QString accountOf(const WaitingCorrection& waiting);
    [[nodiscard]] static QString answerOf(RegionAnswer answer);

private:
    [[nodiscard]] static QString explanationOf(const std::optional<EditTool>& tool);
};

}  // namespace tandem
