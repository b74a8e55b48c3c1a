using System.Runtime.Intrinsics;

namespace Likeness.Trees;

/// <summary>A split of a node by one column.</summary>
/// <param name="Gain">The decrease of the loss, to second order; 0 if there is no split.</param>
/// <param name="Column">The column.</param>
/// <param name="Left">The bins whose rows go left.</param>
/// <param name="LeftSum">The sum of these rows' derivatives.</param>
internal readonly record struct Split(double Gain, int Column, BinSet Left, Vector128<long> LeftSum);
