zone-of-city = { $city } time
time-left = { $days ->
    [0] { $hours } h { $minutes } min
    [one] { $days } day { $hours } h { $minutes } min
   *[other] { $days } days { $hours } h { $minutes } min
}
