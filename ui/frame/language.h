#pragma once

#include <QObject>
#include <QString>
#include <QTranslator>

namespace lab {

/// The language of the window's words: English stands in the sources, the others are translations built into
/// the program. GUI thread.
class Language : public QObject {
    Q_OBJECT
public:
    explicit Language(QObject* parent = nullptr);

    /// "en", "zh_CN"; empty = the system's, or English when there is no translation for it. Widgets made
    /// before keep their words.
    void choose(const QString& code);
    [[nodiscard]] const QString& choice() const { return m_choice; }
    /// What is spoken now: "en", "zh_CN".
    [[nodiscard]] QString spoken() const;

private:
    QString m_choice;
    QTranslator m_lab, m_toolkit; ///< our words, and those of Qt's own dialogs
};

} // namespace lab
