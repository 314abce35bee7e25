# Sourced: makes sure that Chromium and its driver are there. The tests start and stop them.
#   browser_ensure   exports LAUREAT_TEST_CHROMIUM and LAUREAT_TEST_CHROMEDRIVER

browser_find() {
  LAUREAT_TEST_CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
  LAUREAT_TEST_CHROMEDRIVER=$(command -v chromedriver || true)
}

browser_ensure() {
  browser_find
  if [ -z "$LAUREAT_TEST_CHROMIUM" ] || [ -z "$LAUREAT_TEST_CHROMEDRIVER" ]; then
    install_packages "The journeys run in a real browser" chromium chromium-driver
    browser_find
  fi
  export LAUREAT_TEST_CHROMIUM LAUREAT_TEST_CHROMEDRIVER
  echo "    browser: $LAUREAT_TEST_CHROMIUM with $LAUREAT_TEST_CHROMEDRIVER"
}
