//! Settling: plan × claim → settlement; the account of every fen goes to a sink passed in.
