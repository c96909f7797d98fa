//! One row of a list, for what no read takes by its id.

use apiwire::{Error, ErrorKind, Listing};

/// The first row that is meant. A row that cannot be read is passed over: it may be another.
///
/// # Errors
/// [`ErrorKind::NotFound`] when it is not in the list, of the row that could not be read where there is one; and those of
/// the list.
pub(crate) async fn find<T: Send + 'static>(
    mut rows: Listing<T>,
    operation: &'static str,
    is_meant: impl Fn(&T) -> bool,
) -> Result<T, Error> {
    let mut missing = Error::new(operation, ErrorKind::NotFound).with_note("it is not in the list of its days");
    while let Some(row) = rows.next().await {
        match row {
            Ok(row) if is_meant(&row) => return Ok(row),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::UndecodableRow => missing = error,
            Err(error) => return Err(error),
        }
    }
    Err(missing)
}
