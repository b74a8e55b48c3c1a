namespace Likeness.Interop;

/// <summary>An array of numbers as NumPy stores it.</summary>
/// <param name="Shape">The sizes of its axes, outermost first; empty for a single number.</param>
/// <param name="Values">Its numbers in C order (last axis fastest): as many as the sizes multiply to.</param>
public sealed record NpyArray(IReadOnlyList<int> Shape, double[] Values);
