using Likeness.Trees;

namespace Likeness.Models.Trees.Boosted;

/// <summary>The sizes of a hierarchy of cells.</summary>
/// <param name="MaxDepth">The maximum number of times that a cell is halved.</param>
/// <param name="MinRows">The smallest number of rows of a cell.</param>
/// <param name="Trees">The options of the trees.</param>
internal sealed record HierarchySize(int MaxDepth, int MinRows, BoostedTreesOptions Trees);
