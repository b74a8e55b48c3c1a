namespace Likeness.Models.Trees.Boosted;

/// <summary>Validation rows of a cell.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="AreUpper">Whether they are in the upper half.</param>
/// <param name="Losses">Receives the sum of their log-losses after 0, 1, … trees.</param>
internal sealed record HeldRows(int[] Rows, bool[] AreUpper, double[] Losses);
