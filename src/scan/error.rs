//! What can keep a picture or a document from being read.

/// Why nothing was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// The file is longer than is looked at.
    #[error("the file has {bytes} bytes, more than the {limit} that are read")]
    TooLong {
        /// The file's length, in bytes.
        bytes: usize,
        /// The longest file that is read, in bytes.
        limit: usize,
    },
    /// The header announces more pixels than are looked at; nothing was unpacked.
    #[error("the picture is {width} by {height} pixels, more than the {limit} that are read")]
    TooManyPixels {
        /// The announced width, in pixels.
        width: u32,
        /// The announced height, in pixels.
        height: u32,
        /// The largest product of both, in pixels.
        limit: u64,
    },
    /// The document has more pages than are looked at.
    #[error("the document has {pages} pages, more than the {limit} that are read")]
    TooManyPages {
        /// The document's pages.
        pages: usize,
        /// The most pages that are read.
        limit: usize,
    },
    /// Neither a picture of a kind that is read nor a PDF document, judged by the first bytes.
    #[error("this is not a PNG, JPEG, WebP or TIFF picture and not a PDF document")]
    UnknownFormat,
    /// A picture whose colours or packing are not read, as TIFF allows many.
    #[error("page {page} of the picture is coloured or packed in a way that is not read")]
    UnknownCoding {
        /// The page, from 1.
        page: usize,
    },
    /// The form is known, but the file is cut off or damaged.
    #[error("the file is damaged or cut off")]
    Unreadable,
    /// The document is encrypted by means of PDF itself.
    #[error("the document is encrypted or asks for a password")]
    Locked,
    /// Somebody wants the reading to end.
    #[error("stopped")]
    Stopped,
    /// Drawing the document's pages did not end in the time that is given to it.
    #[error("the document's pages were not drawn within {seconds} seconds")]
    TooSlow {
        /// The time given to the document.
        seconds: u64,
    },
}
