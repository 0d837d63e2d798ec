#include "ui/review/label_editor.h"

#include <QProcess>
#include <filesystem>
#include <system_error>

namespace tandem {

LabelEditor::~LabelEditor() {
    for (const auto& [caseId, process] : m_running) {
        // A QProcess ends its program when it is destroyed, so it goes only once the program has ended by itself.
        process->disconnect(this);
        process->setParent(nullptr);
        connect(process, &QProcess::finished, process, &QObject::deleteLater);
    }
}

void LabelEditor::open(const EditorCommand& command, const LabelEdit& edit) {
    if (isOpen(edit.caseId)) {
        return;
    }
    auto* const process = new QProcess(this);
    m_running[edit.caseId] = process;
    QStringList parts = command.expanded(edit.image, edit.label);
    const QString program = parts.takeFirst();
    // Not a pipe, which would break when this program ends before the editor.
    process->setProcessChannelMode(QProcess::MergedChannels);
    const std::filesystem::path log = edit.label.parent_path() / "editor.log";
    std::error_code ignored;
    std::filesystem::remove(log, ignored);  // or a link there, whose target would be written to
    process->setStandardOutputFile(QString::fromStdString(log.string()));
    process->setProcessEnvironment(EditorCommand::environment(edit.image, edit.label));
    const auto caseId = edit.caseId;
    connect(process, &QProcess::finished, this, [this, caseId, process, text = command.text()] {
        m_running.erase(caseId);
        process->deleteLater();
        Q_EMIT closed(caseId, text);
    });
    connect(process, &QProcess::errorOccurred, this, [this, caseId, process, program](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            m_running.erase(caseId);
            process->deleteLater();
            Q_EMIT failed(caseId, tr("The editor \"%1\" cannot be started: %2. Choose another command under Editor….")
                                      .arg(program, process->errorString()));
        }
    });
    process->start(program, parts);
}

}  // namespace tandem
