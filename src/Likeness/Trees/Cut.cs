using System.Runtime.Intrinsics;

namespace Likeness.Trees;

/// <summary>A way to part bins that are in order into the first ones and the others.</summary>
/// <param name="Score">Σ gradient²/(hessian + λ) over both sides: twice what their leaves take off the loss; 0 where no cut is allowed.</param>
/// <param name="Count">How many bins go left.</param>
/// <param name="LeftSum">The derivatives of the rows that go left.</param>
internal readonly record struct Cut(double Score, int Count, Vector128<long> LeftSum);
