using System.Runtime.Intrinsics;

namespace Likeness.Trees;

/// <summary>A way to divide the rows of a node by one column.</summary>
/// <param name="Gain">By how much the loss falls, to second order; 0 where there is no split.</param>
/// <param name="Column">The column.</param>
/// <param name="Left">The bins whose rows go left.</param>
/// <param name="LeftSum">The derivatives of these rows.</param>
internal readonly record struct Split(double Gain, int Column, BinSet Left, Vector128<long> LeftSum);
