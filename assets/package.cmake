# What goes out besides the program: a list of what it needs and an SPDX 2.3 document, both from one table, and a tarball
# (`cpack --config build/release/CPackConfig.cmake`). Included by CMakeLists.txt.

pkg_check_modules(IDN2 QUIET libidn2)
pkg_check_modules(ZXCVBN QUIET zxcvbn)
if(NOT ZXCVBN_VERSION) # a library without a .pc file: its package knows
    execute_process(COMMAND dpkg-query -W -f "\${Version}" libzxcvbn-dev OUTPUT_VARIABLE ZXCVBN_VERSION ERROR_QUIET)
    string(REGEX REPLACE "^[0-9]+:|[-+].*" "" ZXCVBN_VERSION "${ZXCVBN_VERSION}")
endif()
set(WORDS_VERSION "")

# name | version's variable | licence | how it belongs to printseal | home | what for
set(PARTS
    "ncurses|NCURSES|X11-distribute-modifications-variant|DEPENDS_ON|https://invisible-island.net/ncurses/|the screen"
    "openssl|OPENSSL|Apache-2.0|DEPENDS_ON|https://www.openssl.org/|keys, certificates, TLS, the vault"
    "libconfig|LIBCONFIG|LGPL-2.1-or-later|DEPENDS_ON|https://hyperrealm.github.io/libconfig/|reads printseal.conf"
    "zxcvbn-c|ZXCVBN|MIT|DEPENDS_ON|https://github.com/tsyrogit/zxcvbn-c|how guessable a password is"
    "jansson|JANSSON|MIT|DEPENDS_ON|https://github.com/akheron/jansson|JSON"
    "curl|CURL|curl|DEPENDS_ON|https://curl.se/|HTTPS and OAuth in live tests"
    "net-snmp|NETSNMP|BSD-3-Clause AND MIT-CMU|DEPENDS_ON|http://www.net-snmp.org/|SNMPv3 in live tests"
    "libseccomp|SECCOMP|LGPL-2.1-only|DEPENDS_ON|https://github.com/seccomp/libseccomp|the sandbox of worker processes"
    "expat|EXPAT|MIT|DEPENDS_ON|https://libexpat.github.io/|nmap's XML"
    "c-ares|CARES|MIT|DEPENDS_ON|https://c-ares.org/|what DNS knows of a site"
    "libqrencode|QRENCODE|LGPL-2.1-or-later|DEPENDS_ON|https://fukuchi.org/works/qrencode/|one secret as a QR code"
    "libidn2|IDN2|LGPL-3.0-or-later OR GPL-2.0-or-later|DEPENDS_ON|https://www.gnu.org/software/libidn/|host names in other scripts"
    "SecLists|WORDS|MIT|CONTAINS|https://github.com/danielmiessler/SecLists|the list of leaked passwords")

string(TIMESTAMP SBOM_CREATED "%Y-%m-%dT%H:%M:%SZ" UTC) # SOURCE_DATE_EPOCH, set in CMakeLists.txt
set(SBOM_KEY "")
set(SBOM_PACKAGES "")
set(SBOM_RELATIONS "")
set(NEEDS "printseal ${PROJECT_VERSION} (${CMAKE_SYSTEM_NAME}, ${CMAKE_SYSTEM_PROCESSOR}) needs glibc and these libraries, as built against:\n\n")
foreach(part ${PARTS})
    string(REPLACE "|" ";" part "${part}")
    list(GET part 0 name)
    list(GET part 1 variable)
    list(GET part 2 licence)
    list(GET part 3 relation)
    list(GET part 4 home)
    list(GET part 5 what)
    set(version "${${variable}_VERSION}")
    string(APPEND SBOM_KEY "${name}=${version} ")
    set(known "")
    if(version)
        set(known "\"versionInfo\": \"${version}\",
      \"externalRefs\": [{ \"referenceCategory\": \"PACKAGE-MANAGER\", \"referenceType\": \"purl\",
                         \"referenceLocator\": \"pkg:generic/${name}@${version}\" }],
      ")
    endif()
    string(APPEND SBOM_PACKAGES ",
    { \"SPDXID\": \"SPDXRef-${name}\", \"name\": \"${name}\", ${known}\"homepage\": \"${home}\",
      \"downloadLocation\": \"NOASSERTION\", \"filesAnalyzed\": false, \"licenseConcluded\": \"NOASSERTION\",
      \"licenseDeclared\": \"${licence}\", \"copyrightText\": \"NOASSERTION\", \"comment\": \"${what}\" }")
    string(APPEND SBOM_RELATIONS ",
    { \"spdxElementId\": \"SPDXRef-printseal\", \"relationshipType\": \"${relation}\",
      \"relatedSpdxElement\": \"SPDXRef-${name}\" }")
    if(relation STREQUAL DEPENDS_ON)
        string(APPEND NEEDS "${name} ${version}: ${what}\n")
    endif()
endforeach()
string(UUID SBOM_ID NAMESPACE 6ba7b811-9dad-11d1-80b4-00c04fd430c8 TYPE SHA1
       NAME "printseal ${PROJECT_VERSION} ${SBOM_KEY}${SBOM_CREATED}")
file(WRITE ${CMAKE_BINARY_DIR}/printseal.spdx.json "{
  \"spdxVersion\": \"SPDX-2.3\",
  \"dataLicense\": \"CC0-1.0\",
  \"SPDXID\": \"SPDXRef-DOCUMENT\",
  \"name\": \"printseal-${PROJECT_VERSION}\",
  \"documentNamespace\": \"https://spdx.org/spdxdocs/printseal-${PROJECT_VERSION}-${SBOM_ID}\",
  \"creationInfo\": { \"created\": \"${SBOM_CREATED}\", \"creators\": [\"Tool: printseal-${PROJECT_VERSION}\"] },
  \"packages\": [
    { \"SPDXID\": \"SPDXRef-printseal\", \"name\": \"printseal\", \"versionInfo\": \"${PROJECT_VERSION}\",
      \"downloadLocation\": \"NOASSERTION\", \"filesAnalyzed\": false, \"licenseConcluded\": \"MIT\",
      \"licenseDeclared\": \"MIT\", \"copyrightText\": \"Copyright (c) 2026 the printseal authors\" }${SBOM_PACKAGES}
  ],
  \"relationships\": [
    { \"spdxElementId\": \"SPDXRef-DOCUMENT\", \"relationshipType\": \"DESCRIBES\",
      \"relatedSpdxElement\": \"SPDXRef-printseal\" }${SBOM_RELATIONS}
  ]
}
")
file(WRITE ${CMAKE_BINARY_DIR}/NEEDS "${NEEDS}")
install(FILES ${CMAKE_BINARY_DIR}/printseal.spdx.json DESTINATION ${CMAKE_INSTALL_DATADIR}/printseal)
install(FILES ${CMAKE_BINARY_DIR}/NEEDS DESTINATION ${CMAKE_INSTALL_DATADIR}/printseal)

# With DESTDIR, so that the units name the place the program will have.
set(CPACK_GENERATOR TGZ)
set(CPACK_SET_DESTDIR ON)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Seals the connections of a print server")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGE_CHECKSUM SHA256)
set(CPACK_PACKAGE_FILE_NAME printseal-${PROJECT_VERSION}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_STRIP_FILES ON)
include(CPack)
