//! What a policy lacks or says twice: cases as boxes, faults with a witness.
