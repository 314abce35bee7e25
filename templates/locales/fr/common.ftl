# Words of dates and of all pages.
zone-of-city = heure de { $city }
time-left = { $days ->
    [0] { $hours } h { $minutes } min
    [one] { $days } jour { $hours } h { $minutes } min
   *[other] { $days } jours { $hours } h { $minutes } min
}
