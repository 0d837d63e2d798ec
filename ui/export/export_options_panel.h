// What of the chosen cases is exported, in which formats, where to and under which names.
//
// Used on the GUI thread. Invariant: what the chosen cases cannot give is disabled, says why, and is not asked for.
#pragma once

#include "storage/export/export_request.h"

#include <QString>
#include <QWidget>
#include <filesystem>

class QCheckBox;
class QComboBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tandem {

class ExportOptionsPanel : public QWidget {
    Q_OBJECT

public:
    /// How many of the chosen cases there are, and can give what.
    struct Availability {
        int cases = 0;
        int fromDicom = 0;
        int withLabel = 0;
        int withProbabilities = 0;
    };

    explicit ExportOptionsPanel(const std::filesystem::path& folder, QWidget* parent = nullptr);

    /// Sets what is asked for, formats, folder, pattern and overwrite.
    void fill(ExportRequest& request) const;
    void setAvailability(const Availability& availability);
    /// The live example of a name, or what is wrong with the pattern.
    void setExample(const QString& text, bool isWrong);

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QGroupBox* makeWhat();
    [[nodiscard]] QGroupBox* makeFiles();
    [[nodiscard]] QCheckBox* makeCheck(const char* name, QWidget* parent);
    void askForFolder();
    void showAvailability();
    [[nodiscard]] bool isBids() const;
    /// Why something is of no use there; empty in the other layout.
    [[nodiscard]] QString obstacleOfBids() const;
    void retranslate();
    void retranslateWhat();

    Availability m_availability;
    QGroupBox* m_what = nullptr;
    QCheckBox* m_label = nullptr;
    QComboBox* m_whose = nullptr;
    QCheckBox* m_probabilities = nullptr;
    QCheckBox* m_maps = nullptr;
    QCheckBox* m_surfaces = nullptr;
    QComboBox* m_mesh = nullptr;
    QCheckBox* m_segmentation = nullptr;
    QCheckBox* m_structures = nullptr;
    QCheckBox* m_metrics = nullptr;
    QCheckBox* m_html = nullptr;
    QCheckBox* m_pdf = nullptr;
    QGroupBox* m_files = nullptr;
    QLabel* m_layoutLabel = nullptr;
    QComboBox* m_layout = nullptr;
    QLabel* m_formatLabel = nullptr;
    QComboBox* m_format = nullptr;
    QLabel* m_folderLabel = nullptr;
    QLineEdit* m_folder = nullptr;
    QPushButton* m_browse = nullptr;
    QLabel* m_patternLabel = nullptr;
    QLineEdit* m_pattern = nullptr;
    QLabel* m_hint = nullptr;
    QLabel* m_example = nullptr;
    QCheckBox* m_overwrite = nullptr;
};

}  // namespace tandem
