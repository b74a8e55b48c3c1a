using Likeness.Trees;

namespace Likeness.Models.Trees;

/// <summary>A split of a node.</summary>
/// <param name="Score">What is maximised: Σ over the sides of (Σ of targets)² / rows.</param>
/// <param name="Column">The predictor.</param>
/// <param name="Left">Its bins that go left.</param>
/// <param name="LeftRows">The rows that go left.</param>
internal readonly record struct NodeSplit(double Score, int Column, BinSet Left, int LeftRows);
