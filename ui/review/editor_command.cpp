#include "ui/review/editor_command.h"

#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>
#include <algorithm>

namespace tandem {
namespace {

constexpr const char* kSetting = "review/editor";
constexpr const char* kImageVariable = "TANDEM_IMAGE";
constexpr const char* kLabelVariable = "TANDEM_LABEL";
/// As 3D Slicer was called before: with the paths in the code.
constexpr const char* kOldSlicer =
    "Slicer --python-code \"slicer.util.loadVolume(r'%image'); slicer.util.loadLabelVolume(r'%label')\"";

/// Whether a placeholder stands in the argument where it may: alone, or behind the name of an option.
bool isInPlace(const QString& part, const QString& placeholder) {
    static const QRegularExpression option(QStringLiteral("^-{1,2}[A-Za-z0-9][A-Za-z0-9-]*=$"));
    const QString before = part.chopped(placeholder.size());
    return part.endsWith(placeholder) && (before.isEmpty() || option.match(before).hasMatch());
}

QString textOf(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

}  // namespace

const std::vector<KnownEditor>& EditorCommand::known() {
    static const std::vector<KnownEditor> editors{
        {QStringLiteral("ITK-SNAP"), QStringLiteral("itksnap -g %image -s %label")},
        {QStringLiteral("3D Slicer"),
         QStringLiteral("Slicer --python-code \"import os; slicer.util.loadVolume(os.environ['TANDEM_IMAGE']); "
                        "slicer.util.loadLabelVolume(os.environ['TANDEM_LABEL'])\"")}};
    return editors;
}

EditorCommand EditorCommand::load(const QSettings& settings) {
    EditorCommand chosen(settings.value(kSetting).toString());
    if (chosen.text() == QLatin1StringView(kOldSlicer)) {
        return EditorCommand(known()[1].command);
    }
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
    if (!m_text.contains(QStringLiteral("%label")) && !m_text.contains(QLatin1StringView(kLabelVariable))) {
        return tr("The command needs %label where the label's file belongs.");
    }
    for (const QString& part : parts) {
        for (const QString& placeholder : {QStringLiteral("%image"), QStringLiteral("%label")}) {
            if (part.contains(placeholder) && !isInPlace(part, placeholder)) {
                return tr("%1 must be an argument of its own, or follow an option, as in --label=%label. Code finds "
                          "the files in the variables TANDEM_IMAGE and TANDEM_LABEL.")
                    .arg(placeholder);
            }
        }
    }
    if (QStandardPaths::findExecutable(parts.front()).isEmpty()) {
        return tr("The program \"%1\" is not found; install it, or give its full path.").arg(parts.front());
    }
    return {};
}

QStringList EditorCommand::expanded(const std::filesystem::path& image, const std::filesystem::path& label) const {
    QStringList parts = QProcess::splitCommand(m_text);
    for (QString& part : parts) {
        const auto put = [&](const QString& placeholder, const std::filesystem::path& path) {
            if (!isInPlace(part, placeholder)) {
                return false;
            }
            part = part.chopped(placeholder.size()) + textOf(path);
            return true;
        };
        // Never both: a path may end like the other placeholder.
        if (!put(QStringLiteral("%image"), image)) {
            put(QStringLiteral("%label"), label);
        }
    }
    return parts;
}

QProcessEnvironment EditorCommand::environment(const std::filesystem::path& image, const std::filesystem::path& label) {
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    variables.insert(kImageVariable, textOf(image));
    variables.insert(kLabelVariable, textOf(label));
    return variables;
}

}  // namespace tandem
