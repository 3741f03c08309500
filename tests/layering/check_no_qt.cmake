# The command line must run where no Qt is installed:  cmake -DPROGRAM=<path> -P check_no_qt.cmake
execute_process(COMMAND ldd ${PROGRAM} OUTPUT_VARIABLE libraries RESULT_VARIABLE status)
if(NOT status EQUAL 0 OR NOT libraries MATCHES "libstdc")
  message(FATAL_ERROR "ldd could not read ${PROGRAM}: ${libraries}")
endif()
if(libraries MATCHES "libQt[^\n]*|libQCustomPlot[^\n]*")
  message(FATAL_ERROR "${PROGRAM} is linked with ${CMAKE_MATCH_0}")
endif()
message(STATUS "no Qt library is linked")
