#pragma once

#include "core/train/run_config.h"

#include <QString>
#include <QWidget>

class QSpinBox;

namespace lab {

class Look;
class LookLabel;

/// Which shares of a source are drawn for validation and test where it does not name such rows itself; none
/// is a choice, too, and the rest trains.
class DivisionBar : public QWidget {
    Q_OBJECT
public:
    explicit DivisionBar(const Look& look, QWidget* parent = nullptr);

    /// The shares that a run has by itself. With \p testApart the test set is a file of its own, and none of
    /// the source is drawn for it. Emits nothing.
    void begin(bool testApart);
    /// Sets the shares of \p config.
    void writeTo(DataConfig& config) const;

signals:
    void changed();

private:
    QSpinBox* addShare(const char* name, const QString& title, const QString& tip);
    [[nodiscard]] int trained() const;
    void follow();

    const Look& m_look;
    QSpinBox *m_validation, *m_test;
    LookLabel* m_rest;
};

} // namespace lab
