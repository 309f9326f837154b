"""What tables show: ids in their order and a cache of pages; sorting and filtering happen in the store."""
