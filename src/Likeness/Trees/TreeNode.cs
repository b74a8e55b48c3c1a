namespace Likeness.Trees;

/// <summary>A node of a <see cref="Tree"/>.</summary>
/// <param name="Left">The node for rows that go left, the next one being for the others; 0 at a leaf.</param>
/// <param name="Column">The column that decides.</param>
/// <param name="Bins">The bins of this column that go left.</param>
/// <param name="Gain">By how much the split lowers the loss, to second order and before the learning rate; 0 at a leaf.</param>
/// <param name="Rows">How many rows it was learnt from.</param>
/// <param name="Value">What a leaf adds to the score, the learning rate included; at inner nodes what it would add as a leaf.</param>
internal readonly record struct TreeNode(int Left, int Column, BinSet Bins, double Gain, int Rows, double Value);
