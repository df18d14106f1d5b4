// replaced before the commit
