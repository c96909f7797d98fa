//! Local fakes of Korean commerce services that check signatures as the real ones do.
