# What a start may show instead of the frame, or say in it.

## First run
first-run-title = Good to have you here
first-run-text = Pulse runs language models on your own computer. What you write stays here.
first-run-door = On this computer
first-run-door-text = Free, private, works without a network. { $model } is ready; larger models are one download away.
first-run-door-empty = Free, private, works without a network. It needs a model first: a GGUF file, or the address of one.
first-run-try = Try it now
first-run-choose = Choose a model

## What a start has to say
notice-set-aside = The database was damaged. It was kept as ⁨{ $path }⁩, and a new one was begun.
notice-interrupted =
    { $count ->
        [one] A reply was cut off when Pulse ended. What had arrived is there.
       *[other] { $count } replies were cut off when Pulse ended. What had arrived is there.
    }

## A start that failed
fatal-safe = What is safe
fatal-do = What to do
fatal-full-title = The disk is full
fatal-full-safe = All that was kept before is as it was.
fatal-full-do = Make some room on the disk that holds the data folder, then try again.
fatal-read-only-title = Pulse may not write
fatal-read-only-safe = Nothing was changed. Your conversations are as they were.
fatal-read-only-do = Allow writing to the data folder, or start Pulse with PULSE_HOME set to another folder. Then try again.
fatal-busy-title = The database is in use
fatal-busy-safe = Nothing was changed. Your conversations are as they were.
fatal-busy-do = Another program keeps the database locked: a backup, or a second Pulse. Wait for it or end it, then try again.
fatal-unavailable-title = The data folder cannot be used
fatal-unavailable-safe = Pulse has written nothing.
fatal-unavailable-do = See whether the folder exists and its disk is there, then try again.
fatal-newer-title = A newer Pulse was here
fatal-newer-safe = Nothing was changed. This version leaves a newer database alone.
fatal-newer-do = Install the newest Pulse. Your conversations open there.
fatal-corrupt-title = The database is damaged
fatal-corrupt-safe = The file was left as it is. Backups in the data folder are untouched.
fatal-corrupt-do = Copy the data folder to a safe place, then try again.
fatal-other-title = Pulse could not start
fatal-other-safe = Your conversations are on this computer and were not touched.
fatal-other-do = Try again. If it stays so, the log in the data folder says more.
