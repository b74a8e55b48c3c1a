namespace Likeness.Trees;

/// <summary>A node of a <see cref="Tree"/>.</summary>
/// <param name="Left">The left child; the right child follows it. 0 for a leaf.</param>
/// <param name="Column">The split column.</param>
/// <param name="Bins">The bins of this column that go left.</param>
/// <param name="Gain">The decrease of the loss by the split, to second order and before the learning rate; 0 for a leaf.</param>
/// <param name="Rows">The number of training rows.</param>
/// <param name="Value">
/// The value that a leaf adds to the score, including the learning rate; for inner nodes, the value that it would add as a leaf.
/// </param>
internal readonly record struct TreeNode(int Left, int Column, BinSet Bins, double Gain, int Rows, double Value);
