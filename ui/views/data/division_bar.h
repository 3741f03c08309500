#pragma once

#include "ui/studio/data_library.h"

#include <QString>
#include <QWidget>

class QSpinBox;

namespace lab {

class Look;
class LookLabel;

/// Which shares of a source are drawn for validation and test where it does not name such rows itself; none
/// is a choice, too, and the rest trains. What the source decides cannot be chosen and says so.
class DivisionBar : public QWidget {
    Q_OBJECT
public:
    explicit DivisionBar(const Look& look, QWidget* parent = nullptr);

    /// Another source. With \p testApart the test set is a file of its own, and none of the source is drawn
    /// for it. Emits nothing.
    void begin(const DataLibrary::Division& division, bool testApart);
    [[nodiscard]] DataLibrary::Division division() const;
    /// What the source names itself, once it has been read. With validation rows of its own nothing is drawn;
    /// with test rows of its own the share of the validation is that of the other rows. Emits nothing.
    void setOwn(bool ownTest, bool ownValidation);
    /// Sets the shares of \p config.
    void writeTo(DataConfig& config) const;

signals:
    void changed();

private:
    QSpinBox* addShare(const char* name, const QString& title);
    void take(int& wish, int value);
    [[nodiscard]] int wishedTest() const;
    [[nodiscard]] int trained() const;
    void follow();
    /// Lets \p box show the share \p wish, or that it has no say where the source has \p decided.
    void showShare(QSpinBox* box, int wish, int most, const QString& tip, bool decided);
    [[nodiscard]] QString restInWords() const;

    const Look& m_look;
    QSpinBox *m_validation, *m_test;
    LookLabel* m_rest;
    int m_validationWish = 0, m_testWish = 0; ///< per cent, as the person chose them
    bool m_testApart = false, m_ownTest = false, m_ownValidation = false;
};

} // namespace lab
