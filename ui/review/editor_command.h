// The command that opens an image and a label map in another program, with %image and %label in the places of the
// files, or as code that finds them in the variables TANDEM_IMAGE and TANDEM_LABEL.
//
// Used on the GUI thread. Invariant: a path is an argument of its own, or the value of an option, or the value of a
// variable, and never a part of code or of a command line, whatever characters it has.
#pragma once

#include <QCoreApplication>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <filesystem>
#include <vector>

class QSettings;

namespace tandem {

struct KnownEditor {
    QString name;
    QString command;
};

class EditorCommand {
    Q_DECLARE_TR_FUNCTIONS(tandem::EditorCommand)

public:
    EditorCommand() = default;
    explicit EditorCommand(const QString& text) : m_text(text.trimmed()) {}

    /// ITK-SNAP and 3D Slicer.
    [[nodiscard]] static const std::vector<KnownEditor>& known();
    /// The person's choice; until there is one, the first known editor that is installed, or an empty command.
    [[nodiscard]] static EditorCommand load(const QSettings& settings);
    void store(QSettings& settings) const;

    [[nodiscard]] const QString& text() const noexcept { return m_text; }
    [[nodiscard]] bool isEmpty() const noexcept { return m_text.isEmpty(); }
    /// As a person calls the program.
    [[nodiscard]] QString name() const;
    /// Why it cannot be run; empty when it can.
    [[nodiscard]] QString problem() const;
    /// The program, then its arguments.
    [[nodiscard]] QStringList expanded(const std::filesystem::path& image, const std::filesystem::path& label) const;
    /// Those of this program and the two of the files.
    [[nodiscard]] static QProcessEnvironment environment(const std::filesystem::path& image,
                                                         const std::filesystem::path& label);

private:
    QString m_text;
};

}  // namespace tandem
