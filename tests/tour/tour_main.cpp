// screenshot_tour --make-lab FILE | --list | FOLDER --lab FILE [--language en] [--type-size 100] [--size
// 1440x900] Takes every picture of tour_scenes.cpp, light and dark, without a screen. Exit code 1 names what
// is missing and what is cut or covered in a picture.
#include "core/base/error.h"
#include "tests/tour/tour_close_ups.h"
#include "tests/tour/tour_eye.h"
#include "tests/tour/tour_lab.h"
#include "tests/tour/tour_scenes.h"
#include "ui/look/lab_style.h"
#include "ui/look/look.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>

#include <cstdio>

namespace {

using namespace lab;

/// Number of pictures that could not be taken, or that show what cannot be read.
int photograph(const tour::Scene& scene, Look& look, tour::TourStage::Order order, const QDir& folder) {
    if (scene.state == tour::State::Empty)
        order.lab.clear();
    try {
        look.setChoice(SchemeChoice::Light);
        tour::TourStage stage(look, order);
        stage.window().showWorkspace(QString::fromStdString(scene.workspace));
        if (scene.prepare)
            scene.prepare(stage);
        stage.settle();
        int flawed = 0;
        for (const bool dark : {false, true}) {
            look.setChoice(dark ? SchemeChoice::Dark : SchemeChoice::Light);
            stage.settle(100);
            if (scene.again)
                scene.again(stage);
            const QString file = folder.filePath(QString::fromStdString(tour::pictureName(scene, dark)));
            QWidget& subject = scene.subject ? *scene.subject(stage) : stage.window();
            if (!tour::TourStage::photograph(subject, file))
                throw tour::MissedCue(file.toStdString() + " cannot be written");
            if (dark) // the same room in both
                continue;
            for (const std::string& flaw :
                 tour::flaws(subject, scene.subject ? subject.size() : order.size)) {
                std::fprintf(stderr, "screenshot_tour: %s: %s\n", tour::pictureName(scene, dark).c_str(),
                             flaw.c_str());
                flawed = 1;
            }
        }
        return flawed;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "screenshot_tour: %s is missing: %s\n", tour::pictureName(scene, false).c_str(),
                     error.what());
        return 1;
    }
}

std::vector<tour::Scene> everything() {
    std::vector<tour::Scene> all = tour::scenes();
    all.insert(all.end(), tour::closeUps().begin(), tour::closeUps().end());
    return all;
}

int tourAll(const QDir& folder, const tour::TourStage::Order& order, const QString& only) {
    Look look;
    QApplication::setStyle(new LabStyle(look));
    int missing = 0;
    for (const tour::Scene& scene : everything())
        if (only.isEmpty() || QString::fromStdString(tour::pictureName(scene, false)).startsWith(only))
            missing += photograph(scene, look, order, folder);
    return missing > 0 ? 1 : 0;
}

int list() {
    for (const tour::Scene& scene : everything())
        for (const bool dark : {false, true})
            std::printf("%s\n", tour::pictureName(scene, dark).c_str());
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption make(QStringLiteral("make-lab"), QStringLiteral("Fill a new lab file and exit."),
                                  QStringLiteral("FILE")),
        names(QStringLiteral("list"), QStringLiteral("Names of all pictures.")),
        lab(QStringLiteral("lab"), QStringLiteral("The filled lab file; it is not changed."),
            QStringLiteral("FILE")),
        language(QStringLiteral("language"), QStringLiteral("en or zh_CN."), QStringLiteral("CODE"),
                 QStringLiteral("en")),
        type(QStringLiteral("type-size"), QStringLiteral("Per cent."), QStringLiteral("N"),
             QStringLiteral("100")),
        only(QStringLiteral("only"), QStringLiteral("Pictures whose names begin so."),
             QStringLiteral("TEXT"));
    parser.addHelpOption();
    parser.addOptions({make, names, lab, language, type, only});
    parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("Where the pictures go."));
    parser.process(application);
    if (parser.isSet(names))
        return list();
    try {
        if (parser.isSet(make)) {
            tour::makeLab(parser.value(make).toStdString());
            return 0;
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "screenshot_tour: the lab file cannot be filled: %s\n", error.what());
        return 1;
    }
    const QStringList folders = parser.positionalArguments();
    if (folders.size() != 1 || !QDir().mkpath(folders[0]) || !parser.isSet(lab)) {
        std::fprintf(stderr, "screenshot_tour: give a folder for the pictures and --lab FILE\n");
        return 2;
    }
    return tourAll(QDir(folders[0]),
                   {parser.value(lab), parser.value(language), parser.value(type).toInt(), QSize(1440, 900)},
                   parser.value(only));
}
