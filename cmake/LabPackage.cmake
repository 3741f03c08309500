# What `cmake --install` puts where, and two Debian packages of it (`cpack --preset portable`): fastformer-lab, which
# knows nothing of CUDA, and fastformer-lab-cuda, the module that the programs look for in ../lib/fastformer-lab.
include(GNUInstallDirs)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON) # the programs are enough, tests need not be built

install(TARGETS fastformer fastformer-lab RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT base)
if(TARGET lab_cpu) # the kernels are libraries, see core/CMakeLists.txt
  set_target_properties(fastformer fastformer-lab PROPERTIES INSTALL_RPATH $ORIGIN/../lib/fastformer-lab)
  install(TARGETS lab_cpu LIBRARY DESTINATION lib/fastformer-lab COMPONENT base)
  foreach(level IN LISTS LAB_CPU_LEVELS)
    install(TARGETS lab_cpu_${level} LIBRARY DESTINATION lib/fastformer-lab/glibc-hwcaps/${level} COMPONENT base)
  endforeach()
endif()
install(FILES resources/fastformer-lab.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT base)
install(FILES resources/icons/fastformer-lab.svg
  DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps COMPONENT base)
set(documents ${CMAKE_INSTALL_DATADIR}/doc/fastformer-lab)
install(FILES LICENSE DESTINATION ${documents} RENAME copyright COMPONENT base)
install(FILES README.md DESTINATION ${documents} COMPONENT base)
install(DIRECTORY docs DESTINATION ${documents} COMPONENT base)
set(components base)
if(TARGET lab_gpu)
  list(APPEND components cuda)
  install(TARGETS lab_gpu LIBRARY DESTINATION lib/fastformer-lab COMPONENT cuda)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "Fastformer Lab")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL ${components})
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_BASE_PACKAGE_NAME fastformer-lab)
set(CPACK_DEBIAN_BASE_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_LIBRARY_OUTPUT_DIRECTORY})
set(CPACK_DEBIAN_BASE_PACKAGE_DEPENDS qt6-qpa-plugins) # loaded by name, which no program's header tells
set(CPACK_DEBIAN_BASE_PACKAGE_RECOMMENDS "fonts-dejavu-core, qt6-translations-l10n, qt6-wayland")
set(CPACK_DEBIAN_BASE_DESCRIPTION "laboratory for Fastformer, the additive-attention Transformer
Train small models with additive attention and watch what they attend to while they learn; compare architectures in
accuracy, time and memory. A window and a command line over one SQLite file.")
if(TARGET lab_gpu)
  # NVIDIA's packages are not Debian's: one is named by hand, as advice.
  get_target_property(cuda_release lab_gpu LAB_CUDA_RELEASE)
  set(CPACK_DEBIAN_CUDA_PACKAGE_NAME fastformer-lab-cuda)
  set(CPACK_DEBIAN_CUDA_PACKAGE_DEPENDS "fastformer-lab (= ${PROJECT_VERSION})")
  set(CPACK_DEBIAN_CUDA_PACKAGE_SUGGESTS libcublas-${cuda_release})
  set(CPACK_DEBIAN_CUDA_DESCRIPTION "Fastformer Lab on NVIDIA GPUs
The module with which Fastformer Lab trains and measures on a GPU of compute capability 8.0 or newer. Needs NVIDIA's
driver and cuBLAS.")
endif()
include(CPack)
