#include "ui/correction/shape_editor.h"

#include "core/correction/slice_interpolation.h"
#include "ui/correction/correction_session.h"
#include "ui/numbers/quantity.h"

#include <set>
#include <utility>

namespace tandem {
namespace {

/// The slices between which the class is filled in: painted ones and those that were marked.
std::set<std::int64_t> knownSlices(const Correction& correction, std::size_t through) {
    std::set<std::int64_t> known = correction.paintedSlices(through);
    const auto& marked = correction.slicesLookedAt()[through];
    known.insert(marked.begin(), marked.end());
    return known;
}

}  // namespace

ShapeEditor::ShapeEditor(CorrectionSession& session, ToolChoice& tools, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_tools(tools),
      m_computing([this](const Result& result) { take(result); },
                  [this](const QString& sentence, const QString&) {
                      Q_EMIT told(sentence.isEmpty() ? tr("Stopped.") : sentence);
                      Q_EMIT changed();
                  }) {
    connect(&session, &CorrectionSession::changed, this, [this] {
        m_computing.forget();
        m_waiting.reset();
        Q_EMIT changed();
    });
    connect(&session, &CorrectionSession::voxelsChanged, this, [this] {
        if (std::exchange(m_waiting, std::nullopt)) {
            Q_EMIT changed();
        }
    });
}

void ShapeEditor::run(EditTool tool, const SliceOf& slice) {
    if (m_session.edited() != nullptr && !m_session.edited()->isActing()) {
        m_session.noteActivity();
        m_waiting.reset();
        ask({tool, slice, m_tools.options(), m_session.revision()});
    }
}

void ShapeEditor::ask(const Request& request) {
    const Correction& correction = *m_session.edited();
    const std::set<std::int64_t> known = knownSlices(correction, request.slice.through);
    Q_EMIT told(tr("Computing…"));
    m_computing.ask(tr("Change the shape of a class"), [request, known, label = correction.snapshot()](
                                                           const Progress&, const std::stop_token& stop) {
        const ToolOptions& options = request.options;
        const auto slice = options.isIn3d ? std::nullopt : std::optional(request.slice);
        Result result{request, {}};
        switch (request.tool) {
            case EditTool::FillHoles:
                result.change = filledHoles(label, options.labelClass, slice, stop);
                break;
            case EditTool::RemoveIslands:
                result.change = removedIslands(label, options.labelClass, options.leastVoxels, slice, stop);
                break;
            case EditTool::Smooth:
                result.change = smoothed(label, options.labelClass, options.sigmaMm, slice, stop);
                break;
            default:
                result.change.joining =
                    interpolatedBetween(label, options.labelClass, request.slice.through, known, stop);
                break;
        }
        return result;
    });
    Q_EMIT changed();
}

void ShapeEditor::take(const Result& result) {
    Q_EMIT changed();
    if (m_session.edited() == nullptr) {
        return;
    }
    if (m_session.edited()->isActing()) {
        Q_EMIT told(tr("The label was painted meanwhile; press the key again."));
        return;
    }
    if (m_session.revision() != result.request.revision) {
        Request again = result.request;
        again.revision = m_session.revision();
        ask(again);
    } else if (result.request.tool == EditTool::RemoveIslands && result.change.pieces > 0) {
        m_waiting = result;
        Q_EMIT told(tr("%n island(s) of fewer than %1 voxels: %2 voxels. Enter removes them, Escape leaves them.",
                       nullptr, static_cast<int>(result.change.pieces))
                        .arg(Quantity::count(result.request.options.leastVoxels),
                             Quantity::count(voxelCount(result.change.leaving))));
        Q_EMIT changed();
    } else {
        perform(result);
    }
}

void ShapeEditor::perform(const Result& result) {
    Correction& correction = *m_session.edited();
    correction.setPaintOver(result.request.options.paintOver);
    correction.begin(result.request.tool);
    const LabelChange joined = correction.paint(result.change.joining, result.request.options.labelClass);
    const LabelChange left = correction.paint(result.change.leaving, 0);
    correction.end();
    m_session.announce(joined);
    m_session.announce(left);
    const std::int64_t changedVoxels = joined.voxelCount() + left.voxelCount();
    Q_EMIT told(changedVoxels == 0 ? tr("Nothing to change.")
                                   : tr("%n voxel(s) changed.", nullptr, static_cast<int>(changedVoxels)));
    if (changedVoxels > 0) {
        m_session.noteAction();
    }
}

bool ShapeEditor::apply() {
    if (m_session.edited() != nullptr && m_session.edited()->isActing()) {
        return false;
    }
    const auto waiting = std::exchange(m_waiting, std::nullopt);
    if (waiting && m_session.edited() != nullptr) {
        perform(*waiting);
        Q_EMIT changed();
    }
    return waiting.has_value();
}

bool ShapeEditor::drop() {
    const bool wasBusy = m_computing.isBusy() || std::exchange(m_waiting, std::nullopt);
    if (wasBusy) {
        m_computing.forget();
        Q_EMIT told({});
        Q_EMIT changed();
    }
    return wasBusy;
}

}  // namespace tandem
