#include "ui/review/editor_command.h"

#include <QFileInfo>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <algorithm>

namespace tandem {
namespace {

constexpr const char* kSetting = "review/editor";

}  // namespace

const std::vector<KnownEditor>& EditorCommand::known() {
    static const std::vector<KnownEditor> editors{
        {QStringLiteral("ITK-SNAP"), QStringLiteral("itksnap -g %image -s %label")},
        {QStringLiteral("3D Slicer"),
         QStringLiteral("Slicer --python-code "
                        "\"slicer.util.loadVolume(r'%image'); slicer.util.loadLabelVolume(r'%label')\"")}};
    return editors;
}

EditorCommand EditorCommand::load(const QSettings& settings) {
    EditorCommand chosen(settings.value(kSetting).toString());
    if (!chosen.isEmpty()) {
        return chosen;
    }
    const auto installed = std::ranges::find_if(
        known(), [](const KnownEditor& editor) { return EditorCommand(editor.command).problem().isEmpty(); });
    return installed == known().end() ? EditorCommand() : EditorCommand(installed->command);
}

void EditorCommand::store(QSettings& settings) const {
    settings.setValue(kSetting, m_text);
}

QString EditorCommand::name() const {
    const auto editor = std::ranges::find(known(), m_text, &KnownEditor::command);
    if (editor != known().end()) {
        return editor->name;
    }
    const QStringList parts = QProcess::splitCommand(m_text);
    return parts.isEmpty() ? QString() : QFileInfo(parts.front()).completeBaseName();
}

QString EditorCommand::problem() const {
    const QStringList parts = QProcess::splitCommand(m_text);
    if (parts.isEmpty()) {
        return tr("Give the command that opens the editor.");
    }
    if (!m_text.contains(QStringLiteral("%label"))) {
        return tr("The command needs %label where the label's file belongs.");
    }
    if (QStandardPaths::findExecutable(parts.front()).isEmpty()) {
        return tr("The program \"%1\" is not found; install it, or give its full path.").arg(parts.front());
    }
    return {};
}

QStringList EditorCommand::expanded(const std::filesystem::path& image, const std::filesystem::path& label) const {
    QStringList parts = QProcess::splitCommand(m_text);
    for (QString& part : parts) {
        // Not one after the other: a path may contain the other placeholder.
        const qsizetype imageAt = part.indexOf(QStringLiteral("%image"));
        const qsizetype labelAt = part.indexOf(QStringLiteral("%label"));
        const auto put = [&](qsizetype at, const std::filesystem::path& path) {
            if (at >= 0) {
                part.replace(at, 6, QString::fromStdString(path.string()));
            }
        };
        if (imageAt > labelAt) {
            put(imageAt, image);
            put(labelAt, label);
        } else {
            put(labelAt, label);
            put(imageAt, image);
        }
    }
    return parts;
}

}  // namespace tandem
