// Tools that work on the shape of a class as a whole: holes, islands, smoothing, and slices between painted ones.
//
// Used on the GUI thread; shapes are computed in jobs, on a snapshot of the label. Invariant: what was computed of a
// label is done to that label alone: where it was painted meanwhile, it is computed again.
#pragma once

#include "core/correction/edit_tool.h"
#include "core/correction/shape_cleanup.h"
#include "ui/correction/tool_choice.h"
#include "ui/jobs/latest_job.h"

#include <QObject>
#include <QString>
#include <cstdint>
#include <optional>

namespace tandem {

class CorrectionSession;

class ShapeEditor : public QObject {
    Q_OBJECT

public:
    ShapeEditor(CorrectionSession& session, ToolChoice& tools, QObject* parent = nullptr);

    /// Islands are counted first, and wait to be removed; the others are done at once. slice: in use.
    void run(EditTool tool, const SliceOf& slice);
    /// Does what waits, or drops it. Whether anything waited.
    bool apply();
    bool drop();
    [[nodiscard]] bool isWaiting() const { return m_waiting.has_value(); }
    [[nodiscard]] bool isBusy() const { return m_computing.isBusy(); }

Q_SIGNALS:
    /// What was done or found, or why not, in a sentence.
    void told(const QString& sentence);
    /// It computes, or something waits, or no more.
    void changed();

private:
    struct Request {
        EditTool tool = EditTool::FillHoles;
        SliceOf slice;
        ToolOptions options;
        std::int64_t revision = 0;
    };
    struct Result {
        Request request;
        ShapeChange change;
    };

    void ask(const Request& request);
    void take(const Result& result);
    void perform(const Result& result);

    CorrectionSession& m_session;
    ToolChoice& m_tools;
    std::optional<Result> m_waiting;
    LatestJob<Result> m_computing;
};

}  // namespace tandem
