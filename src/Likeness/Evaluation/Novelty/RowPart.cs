namespace Likeness.Evaluation.Novelty;

/// <summary>Which part of a random split a row belongs to.</summary>
internal enum RowPart
{
    Neither,
    First,
    Second,
}
