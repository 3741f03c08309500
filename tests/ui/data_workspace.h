#pragma once

#include "core/store/dataset_repository.h"
#include "tests/ui/qt_environment.h"
#include "ui/main_window.h"
#include "ui/studio/data_library.h"
#include "ui/studio/studio.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace lab {

/// A window over an empty lab, on its workspace Data.
class DataWorkspace : public ::testing::Test {
protected:
    static constexpr int kPatience = 60000;
    void SetUp() override { open(); }
    void open() {
        test::look().setChoice(SchemeChoice::Light);
        window.reset();
        studio = std::make_unique<Studio>(labPath(), runTraining);
        build();
        studio->begin();
        window->showWorkspace(QStringLiteral("data"));
    }
    /// Another window over the same studio, as after another language or size of type.
    void rebuild() {
        window.reset();
        build();
        window->showWorkspace(QStringLiteral("data"));
    }
    void build() {
        window = std::make_unique<MainWindow>(test::look(), *studio);
        window->resize(1300, 850);
        window->show();
    }
    [[nodiscard]] QString labPath() const { return folder.filePath(QStringLiteral("lab.db")); }
    QString put(const char* name, const QByteArray& text) {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
        return file.fileName();
    }
    QString write(const char* name, int rows, const QByteArray& more = {}) {
        QByteArray text("words,taste,colour\n");
        for (int i = 0; i < rows; ++i)
            text += (i % 2 == 0 ? "a sweet plum number " : "what a sour plum, number ") +
                    QByteArray::number(i) + (i % 2 == 0 ? ",good," : "\",bad,") +
                    (i % 3 == 0 ? "red\n" : "blue\n");
        text.replace("what a sour", "\"what a sour");
        return put(name, text + more);
    }
    template <class Condition> bool until(Condition condition) {
        return QTest::qWaitFor(condition, kPatience);
    }
    template <class Widget> Widget* find(const char* name) {
        return window->findChild<Widget*>(QString::fromLatin1(name));
    }
    /// Of several with this name the one on show.
    template <class Widget> Widget* visible(const char* name) {
        for (Widget* each : window->findChildren<Widget*>(QString::fromLatin1(name)))
            if (each->isVisible())
                return each;
        return nullptr;
    }
    [[nodiscard]] QString warnings() {
        auto* label = visible<QLabel>("dataWarnings");
        return label == nullptr ? QString() : label->text();
    }
    QTableView* table() { return find<QTableView>("recordTable"); }
    QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    int rows() { return table()->model()->rowCount(); }
    /// Imports \p rows rows and waits until they are listed.
    void import(const QString& file) {
        window->openPaths({file});
        auto* button = find<QPushButton>("importData");
        ASSERT_TRUE(until([&] { return button->isVisible() && button->isEnabled(); }));
        button->click();
        ASSERT_TRUE(until([&] { return table()->isVisible() && rows() > 0; }));
    }
    /// Trains a tiny model on the chosen data set to its end.
    void trainTiny() {
        RunConfig config = studio->draft();
        config.model.dim = 16;
        config.model.heads = 2;
        config.model.ffn = 16;
        config.train.epochs = 1;
        studio->setDraft(config);
        studio->activatePrimary();
        ASSERT_TRUE(until([&] { return studio->session().state() == RunState::Finished; }));
    }
    std::vector<DatasetRow> stored() {
        LabFile lab(labPath().toStdString());
        return DatasetRepository(lab).list();
    }

    QTemporaryDir folder;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<MainWindow> window;
};

} // namespace lab
