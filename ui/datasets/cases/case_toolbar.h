// The buttons over the cases.
//
// Used on the GUI thread. Invariant: a button that cannot be pressed says in its tooltip why.
#pragma once

#include <QWidget>

class QPushButton;

namespace tandem {

class CaseToolbar : public QWidget {
    Q_OBJECT

public:
    explicit CaseToolbar(QWidget* parent = nullptr);

    /// What there is to work on.
    struct Scope {
        bool hasCases = false;
        bool isAnyMissing = false;
        int selected = 0;
        bool isLabelSelected = false;  ///< a selected case has a label
    };
    void setScope(const Scope& scope);

Q_SIGNALS:
    void importFilesWanted();
    void importFolderWanted();
    void classesWanted();
    void splitsWanted();
    void nnunetWanted();
    void locateWanted();
    void tagWanted();
    void remapWanted();
    void removeWanted();

private:
    void retranslate();

    Scope m_scope;
    QPushButton* m_importFiles;
    QPushButton* m_importFolder;
    QPushButton* m_classes;
    QPushButton* m_splits;
    QPushButton* m_nnunet;
    QPushButton* m_locate;
    QPushButton* m_tag;
    QPushButton* m_remap;
    QPushButton* m_remove;
};

}  // namespace tandem
