// Runs external editors on working copies, and tells when they have ended.
//
// Used on the GUI thread. Invariant: an editor is never ended by this program: it belongs to the person, and may hold
// corrections that are not saved. What it saves after this object is gone waits in the project.
#pragma once

#include "storage/review/label_edit.h"
#include "ui/review/editor_command.h"

#include <QObject>
#include <QString>
#include <cstdint>
#include <map>

class QProcess;

namespace tandem {

class LabelEditor : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    ~LabelEditor() override;

    /// The editor's own output goes to editor.log beside the label. Does nothing while the case is open.
    void open(const EditorCommand& command, const LabelEdit& edit);
    [[nodiscard]] bool isOpen(std::int64_t caseId) const { return m_running.contains(caseId); }

Q_SIGNALS:
    void closed(std::int64_t caseId, const QString& command);
    void failed(std::int64_t caseId, const QString& sentence);

private:
    std::map<std::int64_t, QProcess*> m_running;
};

}  // namespace tandem
