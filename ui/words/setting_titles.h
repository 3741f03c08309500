#pragma once

#include <QCoreApplication>
#include <QString>

#include <map>
#include <string>

namespace lab {

/// What each setting is called where it stands alone, as at the head of a column, in the window's language.
class SettingTitles {
    Q_DECLARE_TR_FUNCTIONS(SettingTitles)

public:
    SettingTitles();

    /// \p key as settingsOf() gives it: "lr", "hyperparameters.window". An unknown key is given back.
    [[nodiscard]] QString of(const std::string& key) const;

private:
    void takeLabelsOfForms();
    std::map<std::string, QString> m_titles;
};

} // namespace lab
